/** The text in place of something that was cut. */
export const CUT = '…'

/**
 * The ways a known secret may be written: as it is, percent-encoded once or twice, within a JSON string, in
 * hexadecimal, and as base64 on its own or in the middle of something longer.
 */
export function listForms(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret)
  const bytes = Buffer.from(secret, 'utf8')
  const forms = [
    secret,
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    encodeURIComponent(percent),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),
  ]
  return [...new Set(forms)].filter((form) => form !== '')
}

/** The characters that come from the secret alone when `offset` (mod 3) bytes are before it, in both alphabets. */
function base64Within(secret: Uint8Array, offset: number): readonly string[] {
  const whole = Buffer.concat([new Uint8Array(offset), secret])
    .toString('base64')
    .replace(/=+$/, '')
  const first = Math.ceil((offset * 8) / 6)
  const last = Math.floor(((offset + secret.length) * 8) / 6)
  const own = whole.slice(first, last)
  // Of a very short secret hardly a character is left, and that would match anything.
  return own.length < 6 ? [] : [own, own.replaceAll('+', '-').replaceAll('/', '_')]
}
