import { detectEncoding } from './encoding.ts'
import { TOO_LONG, type Line } from './lines.ts'
import { MAX_ROW_LENGTH } from './sheet.ts'

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const BLANK = 0x20

/**
 * The elements of the array in a JSON text, one text each, as they are read: an array of objects may be of any length. Where
 * the text is an object (`{"data": [{…}]}`), its first array of objects is meant.
 */
export async function* jsonElements(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const splitter = new ElementSplitter()
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const chunk of chunks) {
    if (decoder === null) {
      const encoding = detectEncoding(chunk)
      decoder = new TextDecoder(encoding === 'bytes' ? 'utf-8' : encoding)
    }
    const elements = splitter.take(decoder.decode(chunk, { stream: true }))
    if (elements.length > 0) yield elements
  }
  const rest = splitter.end()
  if (rest.length > 0) yield rest
}

class ElementSplitter {
  #isInArray = false
  #isDone = false
  #isInText = false
  #isEscaped = false
  /** Brackets open within the element, or before the array. */
  #depth = 0
  /** What was just read before the array: an array of objects begins with `[{`. */
  #last = 0
  #parts: string[] = []
  #length = 0

  /** The elements that end in this piece of the text. */
  take(text: string): Line[] {
    const elements: Line[] = []
    let from = 0
    for (let at = 0; at < text.length && !this.#isDone; at += 1) {
      const code = text.charCodeAt(at)
      if (this.#isInText) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (code === BACKSLASH) this.#isEscaped = true
        else if (code === QUOTE) this.#isInText = false
        continue
      }
      if (code === QUOTE) this.#isInText = true
      else if (!this.#isInArray) {
        if (this.#beginsArray(code)) from = at
      } else if (code === OPEN_ARRAY || code === OPEN_OBJECT) this.#depth += 1
      else if (code === COMMA && this.#depth === 0) {
        this.#keep(text.slice(from, at))
        elements.push(this.#element())
        from = at + 1
      } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) {
        this.#depth -= 1
        if (this.#depth >= 0) continue
        this.#keep(text.slice(from, at))
        const element = this.#element()
        if (element !== '') elements.push(element)
        this.#isDone = true
      }
    }
    if (this.#isInArray && !this.#isDone) this.#keep(text.slice(from))
    return elements
  }

  /** What is left of an element when the text ends too early. */
  end(): Line[] {
    if (this.#isDone || !this.#isInArray) return []
    const element = this.#element()
    return element === '' ? [] : [element]
  }

  /** Is this the first letter of the first element? */
  #beginsArray(code: number): boolean {
    if (code <= BLANK) return false
    this.#isInArray = this.#last === OPEN_ARRAY && code === OPEN_OBJECT
    this.#last = code
    if (this.#isInArray) this.#depth = 1
    return this.#isInArray
  }

  #keep(text: string): void {
    this.#length += text.length
    // Of an element that is left out anyway nothing more is kept.
    if (this.#length <= MAX_ROW_LENGTH * 2) this.#parts.push(text)
  }

  #element(): Line {
    const text = this.#parts.join('').trim()
    const isTooLong = this.#length > MAX_ROW_LENGTH * 2 || text.length > MAX_ROW_LENGTH
    this.#parts = []
    this.#length = 0
    return isTooLong ? TOO_LONG : text
  }
}
