/** A row of the text: a line, or a part of one that is very long. */
export interface TextRow {
  /** Line number from 1; null when the row continues the line of the row before. */
  readonly line: number | null
  readonly text: string
}

/** A longer line is shown in several rows: the browser cannot lay out one line of 100 MB. */
const PART_BYTES = 2000
/** The offset of every 64th row is stored; the rows between are found by reading on from there. */
const ROWS_PER_MARK = 64
const NEWLINE = 0x0a

/** The rows of a text of any size, without a copy of it. */
export class TextRows {
  readonly #bytes: Uint8Array
  /** Offset and line number of every `ROWS_PER_MARK`th row. */
  readonly #offsets: number[] = []
  readonly #lines: number[] = []
  readonly length: number
  /** Number of lines; a line feed at the very end begins no new line. */
  readonly lines: number

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    let rows = 0
    let line = 1
    for (let at = 0; at < bytes.length;) {
      if (rows % ROWS_PER_MARK === 0) {
        this.#offsets.push(at)
        this.#lines.push(line)
      }
      rows += 1
      at = this.#end(at)
      if (bytes[at - 1] === NEWLINE) line += 1
    }
    this.length = rows
    this.lines = rows === 0 ? 0 : bytes.at(-1) === NEWLINE ? line - 1 : line
  }

  window(from: number, to: number): TextRow[] {
    const rows: TextRow[] = []
    const mark = Math.floor(from / ROWS_PER_MARK)
    let at = this.#offsets[mark] ?? this.#bytes.length
    let line = this.#lines[mark] ?? 1
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    for (let row = mark * ROWS_PER_MARK; row < Math.min(to, this.length); row += 1) {
      const end = this.#end(at)
      const first = at === 0 || this.#bytes[at - 1] === NEWLINE
      if (row >= from) {
        const shown = this.#bytes.subarray(at, withoutBreak(this.#bytes, at, end))
        rows.push({ line: first ? line : null, text: decoder.decode(shown) })
      }
      if (this.#bytes[end - 1] === NEWLINE) line += 1
      at = end
    }
    return rows
  }

  /** The end of the row that begins at `at`, after its line feed. */
  #end(at: number): number {
    const bytes = this.#bytes
    const limit = Math.min(at + PART_BYTES, bytes.length)
    for (let end = at; end < limit; end += 1) if (bytes[end] === NEWLINE) return end + 1
    let end = limit
    // A row never ends inside a character, which has at most three bytes after its first one.
    while (end > limit - 3 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
    return end
  }
}

function withoutBreak(bytes: Uint8Array, from: number, end: number): number {
  let at = end
  if (at > from && bytes[at - 1] === NEWLINE) at -= 1
  if (at > from && at < end && bytes[at - 1] === 0x0d) at -= 1
  return at
}
