import { withoutSecurity } from './cdn-url.ts'
import { decodePolicy } from './policy.ts'
import { textFromBase64, unescaped } from './policy-base64.ts'
import { isPresigned, shortenUrl } from './presigned.ts'

const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]+/gi
/** A link within a link, as a run's source is written into its path: percent-encoded whole, or as `b64://`. A text that is encoded whole has `%20` before it. */
const ENCODED_URL =
  /(?:\b|(?<=%(?:25)*[0-9A-Fa-f]{2}))https?%(?:25)*3A%(?:25)*2F(?:[A-Za-z0-9._~%*!()-]|'(?=[A-Za-z0-9%]))+/gi
const BASE64_URL = /\bb64:\/\/([A-Za-z0-9_-]+={0,2})/gi
/** Base64 of something that begins like a JSON object: a policy, or the parts of a web token. */
const ENCODED_JSON =
  /(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))e(?:yJ|yA|yI|wo|w0|wk)[A-Za-z0-9+/_%=-]{9,}(?:\.[A-Za-z0-9_-]+)*/g
/** A signature, also with a character too many. */
const HEX_64 = /(?<![0-9a-f])[0-9a-f]{64,}/gi
/** A line that is a signature and no more, copied with a character of its neighbours. A SHA-512 is longer. */
const WHOLE_SIGNATURE = /^\s*[0-9a-f]{64,66}\s*$/i
/** How often a link is encoded at most, where it is written into the path of another one. */
const MAX_ENCODINGS = 3
const ASCII_ESCAPE = /%[2-7][0-9a-f]/gi
const NAMED =
  /\b((?:policy|signature|app_?secret|X-Amz-Signature)["']?\s*[:=]\s*["']?)[A-Za-z0-9+/_%=-]{6,}/gi

/**
 * A text of the person (a source, a label, a name) made fit to be shown, stored or exported: cut is only what stands where
 * secrets stand, a security step and a link's own right to read. A hash or a word like "policy" is the person's data.
 */
export function cutLinkSecrets(text: string): string {
  if (text === '') return text
  const urlsCut = text.includes('://') ? text.replace(URL_IN_TEXT, cutUrl) : text
  let cut = withoutSecurity(urlsCut)
  if (cut.includes('%')) cut = cut.replace(ENCODED_URL, cutEncoded)
  return cut.includes('://') ? cut.replace(BASE64_URL, cutBase64) : cut
}

/**
 * A foreign text (an answer of the service, a log line, an error) made fit to be shown and stored: whatever looks like a
 * policy or a signature is cut as well. Never for the person's own data, which may look like one.
 */
export function cutSecrets(text: string): string {
  let cut = cutLinkSecrets(text).replace(ENCODED_JSON, '…')
  if (cut.length >= 64) cut = cut.replace(HEX_64, '…')
  return /[:=]/.test(cut) ? cut.replace(NAMED, '$1…') : cut
}

/**
 * A line of the person that is no source, made fit to be shown: beside what `cutLinkSecrets` cuts, a policy that can be read
 * as one, and the signatures beside it. A word that only looks like one stays, because the person has to find the line again.
 */
export function cutPastedSecrets(text: string): string {
  if (WHOLE_SIGNATURE.test(text)) return '…'
  const links = cutLinkSecrets(text)
  const cut = links.replace(ENCODED_JSON, (word) => (decodePolicy(word).ok ? '…' : word))
  return cut === links ? links : cut.replace(HEX_64, '…')
}

/** One URL made fit to be shown: its security step cut, a signed link shortened. */
export function cutUrl(url: string): string {
  const bare = withoutSecurity(url)
  return isPresigned(bare) ? shortenUrl(bare) : bare
}

function cutEncoded(encoded: string): string {
  const url = unescaped(encoded)
  if (url === null) return cutUndecodable(encoded)
  const cut = cutLinkSecrets(url)
  return cut === url ? encoded : encodeURIComponent(cut).replaceAll('%E2%80%A6', '…')
}

/** Encoded in another character set than UTF-8: its ASCII tells whether the link signs itself, and then all of it is cut. */
function cutUndecodable(encoded: string): string {
  let ascii = encoded
  for (let pass = 0; pass < MAX_ENCODINGS; pass++) ascii = ascii.replace(ASCII_ESCAPE, unescape)
  return cutLinkSecrets(ascii) === ascii ? encoded : '…'
}

const unescape = (escape: string): string => String.fromCharCode(Number.parseInt(escape.slice(1), 16))

function cutBase64(whole: string, encoded: string): string {
  const url = textFromBase64(encoded)
  return url === null || cutLinkSecrets(url) === url ? whole : 'b64://…'
}
