import { MAX_LIST_ROW_LENGTH } from '#shared/model/bounds.ts'
import { createLineDecoder, createWideDecoder, detectEncoding } from './encoding.ts'

/** Stands for a line that is longer than a row may be. */
export const TOO_LONG = Symbol('a line too long')
export type Line = string | typeof TOO_LONG

/** More bytes without a line's end than any line of `MAX_LIST_ROW_LENGTH` characters has. */
const MAX_CARRIED_BYTES = MAX_LIST_ROW_LENGTH * 4
const LINE_END = /\r\n|[\n\r]/

/**
 * The lines of a text, some at a time, whatever its encoding. What is carried over between two chunks is bounded: of a
 * line that is too long nothing is kept.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly Line[]> {
  let text: ((chunk: Uint8Array, last: boolean) => string) | null = null
  let carried = ''
  let dropping = false
  let first = true
  const take = (chunk: Uint8Array, last: boolean): readonly Line[] => {
    text ??= createDecoder(chunk)
    let more = text(chunk, last)
    if (first && more !== '') {
      first = false
      if (more.startsWith('\uFEFF')) more = more.slice(1)
    }
    const all = carried + more
    // A lone CR at the end may be the first half of CRLF.
    const held = !last && all.endsWith('\r') ? 1 : 0
    const parts = all.slice(0, all.length - held).split(LINE_END)
    carried = (parts.pop() ?? '') + (held === 1 ? '\r' : '')
    const lines: Line[] = parts.map((line) => (line.length > MAX_LIST_ROW_LENGTH ? TOO_LONG : line))
    if (dropping && lines.length > 0) {
      lines[0] = TOO_LONG
      dropping = false
    }
    if (carried.length > MAX_LIST_ROW_LENGTH) {
      carried = held === 1 ? '\r' : ''
      dropping = true
    }
    if (last && (carried !== '' || dropping)) lines.push(dropping ? TOO_LONG : carried)
    return lines
  }
  for await (const chunk of chunks) {
    const lines = take(chunk, false)
    if (lines.length > 0) yield lines
  }
  const rest = take(new Uint8Array(), true)
  if (rest.length > 0) yield rest
}

function createDecoder(head: Uint8Array): (chunk: Uint8Array, last: boolean) => string {
  const encoding = detectEncoding(head)
  return encoding === 'bytes' ? eightBit() : createWideDecoder(encoding)
}

/** Decodes whole lines only, so that each can be told by itself; a line too long is cut wherever it is. */
function eightBit() {
  const decode = createLineDecoder()
  let kept: Buffer = Buffer.alloc(0)
  return (chunk: Uint8Array, last: boolean): string => {
    const bytes = Buffer.concat([kept, chunk])
    const end = Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d)) + 1
    const whole = last || bytes.length - end > MAX_CARRIED_BYTES ? bytes.length : end
    kept = bytes.subarray(whole)
    return decode(bytes.subarray(0, whole))
  }
}
