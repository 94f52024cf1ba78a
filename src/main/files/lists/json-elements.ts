import { MAX_LIST_ROW_LENGTH } from '#shared/model/bounds.ts'
import type { JsonRows } from './json-shape.ts'
import { TOO_LONG, type Line } from './lines.ts'

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
/** Takes the place of what is missing where a text breaks off. It is no JSON, so that the row is reported as one that cannot be read. */
const MISSING = ','

/** The values that are the rows of a JSON text, one text each, as they are read: a list may be of any length. */
export async function* jsonElements(
  texts: AsyncIterable<string>,
  rows: JsonRows,
): AsyncGenerator<readonly Line[]> {
  const splitter = new ElementSplitter(rows)
  for await (const text of texts) {
    const elements = splitter.take(text)
    if (elements.length > 0) yield elements
  }
  const rest = splitter.end()
  if (rest.length > 0) yield rest
}

class ElementSplitter {
  readonly #rows: JsonRows
  /** Characters before this piece of the text. */
  #before = 0
  /** An element is being read, or the next one of an array may begin. */
  #isInElements = false
  /** The value that is being read stands in an array. */
  #isInArray = false
  #isDone = false
  #isInText = false
  #isEscaped = false
  /** Brackets open within the element. */
  #depth = 0
  #parts: string[] = []
  #length = 0

  constructor(rows: JsonRows) {
    this.#rows = rows
  }

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
      else if (!this.#isInElements) {
        if (this.#begins(code, this.#before + at)) from = this.#isInArray ? at + 1 : at
      } else if (code === OPEN_ARRAY || code === OPEN_OBJECT) this.#depth += 1
      else if (code === COMMA && this.#depth === 0) {
        this.#keep(text.slice(from, at))
        elements.push(this.#element())
        from = at + 1
      } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) {
        this.#depth -= 1
        if (this.#depth > 0 || (this.#isInArray && this.#depth === 0)) continue
        this.#keep(text.slice(from, this.#isInArray ? at : at + 1))
        const element = this.#element()
        if (element !== '') elements.push(element)
        this.#isInElements = false
        this.#isDone = this.#rows.kind === 'within'
      }
    }
    if (this.#isInElements) this.#keep(text.slice(from))
    this.#before += text.length
    return elements
  }

  /** What is left of an element when the text ends too early. */
  end(): Line[] {
    if (!this.#isInElements) return []
    const isBetween = this.#isInArray && this.#depth === 0 && !this.#isInText
    const element = this.#element()
    const rest: Line[] = element === '' ? [] : [element]
    if (isBetween) rest.push(MISSING)
    return rest
  }

  /** Does a value, or an array whose elements are the values, begin here? */
  #begins(code: number, at: number): boolean {
    if (code !== OPEN_ARRAY && code !== OPEN_OBJECT) return false
    if (this.#rows.kind === 'within' && at !== this.#rows.at) return false
    this.#isInElements = true
    this.#isInArray = code === OPEN_ARRAY && this.#rows.kind !== 'values'
    this.#depth = this.#isInArray ? 0 : 1
    return true
  }

  #keep(text: string): void {
    this.#length += text.length
    // Of an element that is left out anyway nothing more is kept.
    if (this.#length <= MAX_LIST_ROW_LENGTH * 2) this.#parts.push(text)
  }

  #element(): Line {
    const text = this.#parts.join('').trim()
    const isTooLong = this.#length > MAX_LIST_ROW_LENGTH * 2 || text.length > MAX_LIST_ROW_LENGTH
    this.#parts = []
    this.#length = 0
    return isTooLong ? TOO_LONG : text
  }
}
