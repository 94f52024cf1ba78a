/** How a text file writes its characters. `bytes`: UTF-8, and Windows-1252 in the lines that are none. */
export type Encoding = 'utf-16le' | 'utf-16be' | 'bytes'

/** By the mark at the beginning, else by the zeros that UTF-16 has in every plain letter. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const looked = Math.min(head.length, 1024)
  for (let at = 0; at < looked; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = looked / 4
  if (odd > most && even < most / 8) return 'utf-16le'
  return even > most && odd < most / 8 ? 'utf-16be' : 'bytes'
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Whole lines as text: as UTF-8 where they are, line by line as Windows-1252 where they are not. */
export function decodedLines(lines: Buffer): string {
  const whole = asUtf8(lines)
  if (whole !== null) return whole
  const decoded: string[] = []
  for (let from = 0; from < lines.length;) {
    const newline = lines.indexOf(0x0a, from)
    const to = newline === -1 ? lines.length : newline + 1
    const line = lines.subarray(from, to)
    decoded.push(asUtf8(line) ?? windows1252(line))
    from = to
  }
  return decoded.join('')
}

function asUtf8(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** 0x80 to 0x9F; elsewhere Windows-1252 is Latin-1. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

const windows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replaceAll(/[\u0080-\u009F]/g, (char) => HIGH[char.charCodeAt(0) - 0x80] ?? char)
