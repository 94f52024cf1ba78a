import iconv from 'iconv-lite'
import { likelyEncoding } from './likely-encoding.ts'

/** How a text file writes its characters. `bytes`: lines of bytes, UTF-8 or an encoding of eight bits and more. */
export type Encoding = WideEncoding | 'bytes'
/** Two or four bytes for a letter. */
type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'

const LOOKED_BYTES = 1024

/** By the mark at the beginning, else by the zeros that UTF-16 has in every plain letter. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe)
    return head[2] === 0 && head[3] === 0 && head.length > 2 ? 'utf-32le' : 'utf-16le'
  if (head[0] === 0 && head[1] === 0 && head[2] === 0xfe && head[3] === 0xff) return 'utf-32be'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const looked = Math.min(head.length, LOOKED_BYTES)
  for (let at = 0; at < looked; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = looked / 4
  if (odd > most && even < most / 8) return 'utf-16le'
  return even > most && odd < most / 8 ? 'utf-16be' : 'bytes'
}

/** Bytes that are looked at to tell an encoding; more would cost much time and tell no more. */
const DETECTED_BYTES = 16 * 1024
/**
 * Whole lines as text. UTF-8 line by line where they are; the others in the encoding that their bytes speak for. A text
 * most of whose lines are no UTF-8 is of that other encoding altogether: a line of it may be UTF-8 by accident.
 */
export function createLineDecoder(): (lines: Buffer) => string {
  let other: { readonly encoding: string; readonly isWhole: boolean } | null = null
  return (lines) => {
    if (other?.isWhole === true) return iconv.decode(lines, other.encoding, { stripBOM: false })
    const whole = asUtf8(lines)
    if (whole !== null) return whole
    other ??= detected(lines)
    if (other.isWhole) return iconv.decode(lines, other.encoding, { stripBOM: false })
    const { encoding } = other
    return linesIn(lines)
      .map((line) => asUtf8(line) ?? iconv.decode(line, encoding, { stripBOM: false }))
      .join('')
  }
}

/**
 * A text that is of one encoding altogether, as JSON is, some bytes at a time. Its beginning says which.
 */
export function createTextDecoder(head: Uint8Array): (chunk: Uint8Array, isLast: boolean) => string {
  const encoding = detectEncoding(head)
  if (encoding !== 'bytes') return createWideDecoder(encoding)
  if (!isUtf8Beginning(head)) return createIconvDecoder(detected(Buffer.from(head)).encoding)
  const decoder = new TextDecoder('utf-8')
  return (chunk, isLast) => decoder.decode(chunk, { stream: !isLast })
}

/** A text of wide letters, some bytes at a time, without its byte order mark. */
export function createWideDecoder(encoding: WideEncoding): (chunk: Uint8Array, isLast: boolean) => string {
  // Browsers have forgotten UTF-32, and with them the decoder of the platform.
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return createIconvDecoder(encoding)
  const decoder = new TextDecoder(encoding)
  return (chunk, isLast) => decoder.decode(chunk, { stream: !isLast })
}

function createIconvDecoder(encoding: string): (chunk: Uint8Array, isLast: boolean) => string {
  const decoder = iconv.getDecoder(encoding)
  return (chunk, isLast) => decoder.write(Buffer.from(chunk)) + (isLast ? (decoder.end() ?? '') : '')
}

export function isUtf8Beginning(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** The encoding of lines that are not UTF-8. */
function detected(bytes: Buffer): { readonly encoding: string; readonly isWhole: boolean } {
  const foreign: Buffer[] = []
  let utf8Lines = 0
  let length = 0
  for (const line of linesIn(bytes)) {
    if (isAscii(line)) continue
    if (asUtf8(line) !== null) {
      utf8Lines += 1
      continue
    }
    foreign.push(line)
    length += line.length
    if (length > DETECTED_BYTES) break
  }
  return { encoding: likelyEncoding(Buffer.concat(foreign)), isWhole: utf8Lines <= foreign.length / 4 }
}

function linesIn(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(0x0a, from)
    const to = newline === -1 ? bytes.length : newline + 1
    lines.push(bytes.subarray(from, to))
    from = to
  }
  return lines
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function asUtf8(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80)
