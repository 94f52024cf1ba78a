import {
  hasKey,
  isContainer,
  isPlain,
  readKey,
  readKind,
  stringEnd,
  stringText,
  valueEnd,
  valueStart,
  type Tape,
} from '#shared/model/json/index.ts'

/** Folds ASCII letters to lower case, byte by byte. */
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte))
/** A text that is found without decoding: ASCII only, and nothing that JSON would escape. */
const PLAIN_TEXT = /^[ !#-[\]-~]+$/

/**
 * The nodes whose key or value contains `query`, ignoring case, in the order of the text.
 * Strings that are plain bytes are found without decoding; the others are decoded, so that é finds `\u00e9`.
 */
export function search(tape: Tape, query: string): Uint32Array {
  const wanted = query.toLowerCase()
  if (wanted === '') return new Uint32Array(0)
  const found = new Found()
  if (PLAIN_TEXT.test(wanted)) searchPlain(tape, wanted, found)
  const plain = found.length
  for (let node = 0; node < tape.length; node += 1) {
    if (!isPlain(tape, node) && holds(tape, node, wanted)) found.add(node)
  }
  return plain > 0 && found.length > plain ? found.nodes().toSorted() : found.nodes()
}

/** Horspool's search over the bytes, which skips most of them. */
function searchPlain(tape: Tape, wanted: string, found: Found): void {
  const { bytes } = tape
  const needle = Uint8Array.from(wanted, (letter) => letter.charCodeAt(0))
  const last = needle.length - 1
  const skips = new Int32Array(256).fill(needle.length)
  for (let index = 0; index < last; index += 1) {
    const byte = needle[index] ?? 0
    skips[byte] = last - index
    if (byte >= 0x61 && byte <= 0x7a) skips[byte - 32] = last - index
  }
  const lastByte = needle[last] ?? 0
  let node = 0
  for (let at = last; at < bytes.length;) {
    const byte = bytes[at] ?? 0
    if (FOLD[byte] === lastByte && matches(bytes, at - last, needle)) {
      node = nodeOver(tape, at - last, node)
      if (isPlain(tape, node) && liesInText(tape, node, at - last, at + 1)) found.add(node)
    }
    at += skips[byte] ?? 1
  }
}

function matches(bytes: Uint8Array, from: number, needle: Uint8Array): boolean {
  for (let index = needle.length - 2; index >= 0; index -= 1) {
    if (FOLD[bytes[from + index] ?? 0] !== needle[index]) return false
  }
  return true
}

/** The last node that begins at or before `offset`, at or after `from`. */
function nodeOver(tape: Tape, offset: number, from: number): number {
  let low = from
  let step = 1
  while (low + step < tape.length && (tape.starts[low + step] ?? 0) <= offset) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, tape.length)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((tape.starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low
}

/** Whether the bytes are inside the key or the value of the node, and do not reach over a quote, bracket or white space. */
function liesInText(tape: Tape, node: number, from: number, to: number): boolean {
  const start = tape.starts[node] ?? 0
  if (hasKey(tape, node) && from > start && to < stringEnd(tape.bytes, start)) return true
  if (isContainer(tape, node)) return false
  const quote = readKind(tape, node) === 'string' ? 1 : 0
  return from >= valueStart(tape, node) + quote && to <= valueEnd(tape, node) - quote
}

function holds(tape: Tape, node: number, wanted: string): boolean {
  if (readKey(tape, node)?.toLowerCase().includes(wanted)) return true
  if (isContainer(tape, node)) return false
  const quote = readKind(tape, node) === 'string' ? 1 : 0
  const text = stringText(tape.bytes, valueStart(tape, node) + quote, valueEnd(tape, node) - quote)
  return text.toLowerCase().includes(wanted)
}

/** The nodes found, each of them once. */
class Found {
  #nodes = new Uint32Array(64)
  length = 0

  add(node: number): void {
    if (this.length > 0 && this.#nodes[this.length - 1] === node) return
    if (this.length === this.#nodes.length) {
      const grown = new Uint32Array(this.length * 2)
      grown.set(this.#nodes)
      this.#nodes = grown
    }
    this.#nodes[this.length++] = node
  }

  nodes(): Uint32Array {
    return this.#nodes.subarray(0, this.length)
  }
}
