import { buildTape } from './build-tape.ts'
import { stringEnd } from './tape.ts'

const [NEWLINE, SPACE, QUOTE, COMMA, COLON] = [0x0a, 0x20, 0x22, 0x2c, 0x3a]
/** Deeper levels are not indented further: 10,000 levels would need 200 MB of spaces. */
const MAX_INDENT = 256

/**
 * JSON with an indent of two spaces, one value a line; strings and numbers stay exactly as they are written, keys keep
 * their order, duplicates included. What is not JSON from its first to its last byte comes back as it is.
 */
export function formatJson(bytes: Uint8Array): Uint8Array {
  return buildTape(bytes).broken === null ? indent(bytes) : bytes
}

function indent(bytes: Uint8Array): Uint8Array {
  const out = new ByteSink(bytes.length * 3)
  let depth = 0
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at)
      out.copy(bytes, at, end)
      at = end
      continue
    }
    at += 1
    if (byte === COLON) out.push(COLON).push(SPACE)
    else if (byte === COMMA) out.push(COMMA).newLine(depth)
    else if (isOpening(byte)) {
      const closing = afterSpace(bytes, at)
      if (bytes[closing] === byte + 2) {
        out.push(byte).push(byte + 2)
        at = closing + 1
      } else out.push(byte).newLine(++depth)
    } else if (isClosing(byte)) out.newLine(--depth).push(byte)
    else if (!isSpace(byte)) out.push(byte)
  }
  return out.bytes()
}

const isOpening = (byte: number): boolean => byte === 0x5b || byte === 0x7b
const isClosing = (byte: number): boolean => byte === 0x5d || byte === 0x7d
const isSpace = (byte: number | undefined): boolean =>
  byte === SPACE || byte === NEWLINE || byte === 0x0d || byte === 0x09

function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (isSpace(bytes[at])) at += 1
  return at
}

/** Bytes that grow at the end. */
class ByteSink {
  #bytes: Uint8Array
  #length = 0

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity)
  }

  push(byte: number): this {
    if (this.#length === this.#bytes.length) this.#reserve(1)
    this.#bytes[this.#length++] = byte
    return this
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    const bytes = this.#bytes
    let length = this.#length
    for (let at = start; at < end; at += 1) bytes[length++] = from[at] ?? 0
    this.#length = length
  }

  newLine(depth: number): this {
    const spaces = 2 * Math.min(depth, MAX_INDENT)
    this.#reserve(spaces + 1)
    const bytes = this.#bytes
    let length = this.#length
    bytes[length++] = NEWLINE
    for (let left = spaces; left > 0; left -= 1) bytes[length++] = SPACE
    this.#length = length
    return this
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.ceil((this.#length + more) * 1.5))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}
