const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES: ReadonlyMap<string, number> = new Map([
  ...Array.from(ALPHABET, (char, value): [string, number] => [char, value]),
  ['-', 62],
  ['_', 63],
])

/**
 * Decodes base64 to text as people paste it: standard or URL-safe alphabet, padded or not.
 * Null when it is not base64, or the bytes are not UTF-8.
 */
export function textFromBase64(encoded: string): string | null {
  const body = encoded.replace(/={1,2}$/, '')
  if (body.length % 4 === 1) return null
  let escaped = ''
  let bits = 0
  let held = 0
  for (const char of body) {
    const value = VALUES.get(char)
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`
  }
  return unescaped(escaped)
}

/** Percent-decodes; null when it is not UTF-8. */
export function unescaped(text: string): string | null {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
