import { withoutSecurity } from './cdn-url.ts'
import { textFromBase64, unescaped } from './policy-base64.ts'
import { isPresigned, shortenUrl } from './presigned.ts'

const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]+/gi
/** A link within a link, as a run's source is written into its path: percent-encoded whole, or as `b64://`. */
const ENCODED_URL = /\bhttps?%(?:25)*3A%(?:25)*2F(?:[A-Za-z0-9._~%*!()-]|'(?=[A-Za-z0-9%]))+/gi
const BASE64_URL = /\bb64:\/\/([A-Za-z0-9_-]+={0,2})/gi
/** Base64 of something that begins like a JSON object: a policy, or the parts of a web token. */
const ENCODED_JSON =
  /(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))e(?:yJ|yA|yI|wo|w0|wk)[A-Za-z0-9+/_%=-]{9,}(?:\.[A-Za-z0-9_-]+)*/g
/** A signature, also with a character too many. */
const HEX_64 = /(?<![0-9a-f])[0-9a-f]{64,}/gi
const NAMED =
  /\b((?:policy|signature|app_?secret|X-Amz-Signature)["']?\s*[:=]\s*["']?)[A-Za-z0-9+/_%=-]{6,}/gi

/** Any text made fit to be shown, logged or stored: policies, signatures and signed links in it are cut to `…`. */
export function cutSecrets(text: string): string {
  if (text === '') return text
  const urlsCut = text.includes('://') ? text.replace(URL_IN_TEXT, cutUrl) : text
  let cut = withoutSecurity(urlsCut)
  if (cut.includes('%')) cut = cut.replace(ENCODED_URL, cutEncoded)
  if (cut.includes('://')) cut = cut.replace(BASE64_URL, cutBase64)
  cut = cut.replace(ENCODED_JSON, '…')
  if (cut.length >= 64) cut = cut.replace(HEX_64, '…')
  return /[:=]/.test(cut) ? cut.replace(NAMED, '$1…') : cut
}

/** One URL made fit to be shown: its security step cut, a signed link shortened. */
export function cutUrl(url: string): string {
  const bare = withoutSecurity(url)
  return isPresigned(bare) ? shortenUrl(bare) : bare
}

function cutEncoded(encoded: string): string {
  const url = unescaped(encoded)
  if (url === null) return encoded.replace(/%(?:25)*3F.*$/i, '…')
  const cut = cutSecrets(url)
  return cut === url ? encoded : encodeURIComponent(cut).replaceAll('%E2%80%A6', '…')
}

function cutBase64(whole: string, encoded: string): string {
  const url = textFromBase64(encoded)
  return url === null || cutSecrets(url) === url ? whole : 'b64://…'
}
