const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
])
/** Code units given to one `fromCharCode` call. */
const UNITS_AT_ONCE = 4096

/**
 * The text of a JSON string whose bytes lie from `from` (after the opening quote) to `to`. Tolerant, because a string may
 * be incomplete: a broken escape stays as it is, and bytes that are no UTF-8 become U+FFFD.
 */
export function stringText(bytes: Uint8Array, from: number, to: number): string {
  const units: number[] = []
  let text = ''
  for (let at = from; at < to;) {
    const byte = bytes[at] ?? 0
    if (byte === 0x5c && at + 1 < to) at = unescape(bytes, at + 1, to, units)
    else if (byte < 0x80) {
      units.push(byte)
      at += 1
    } else at = decode(bytes, at, to, units)
    if (units.length < UNITS_AT_ONCE) continue
    text += String.fromCharCode(...units)
    units.length = 0
  }
  return text + String.fromCharCode(...units)
}

/** Reads what follows a backslash at `at`; answers where the text goes on. */
function unescape(bytes: Uint8Array, at: number, to: number, units: number[]): number {
  const byte = bytes[at] ?? 0
  if (byte !== 0x75) {
    units.push(SHORT_ESCAPES.get(byte)?.charCodeAt(0) ?? byte)
    return at + 1
  }
  const digits = at + 5 <= to ? String.fromCharCode(...bytes.subarray(at + 1, at + 5)) : ''
  if (/^[0-9a-f]{4}$/i.test(digits)) {
    units.push(Number.parseInt(digits, 16))
    return at + 5
  }
  units.push(0x5c, 0x75)
  return at + 1
}

/** Reads one character of several bytes; answers where the text goes on. */
function decode(bytes: Uint8Array, at: number, to: number, units: number[]): number {
  const first = bytes[at] ?? 0
  const more = first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
  let point = more === 3 ? first & 0x07 : more === 2 ? first & 0x0f : first & 0x1f
  for (let next = at + 1; next <= at + more; next += 1) {
    const byte = next < to ? (bytes[next] ?? 0) : 0
    if ((byte & 0xc0) !== 0x80) {
      units.push(0xfffd)
      return next
    }
    point = (point << 6) | (byte & 0x3f)
  }
  if (more === 0) units.push(0xfffd)
  else if (point < 0x1_0000) units.push(point)
  else units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff))
  return at + more + 1
}
