import type { Literal } from './path.ts'

/** Why a text is no path, and where: offsets into the text. */
export interface PathProblem {
  readonly from: number
  readonly to: number
  readonly reason: 'end' | 'unexpected' | 'number' | 'text' | 'function' | 'type' | 'depth' | 'length'
}

/** Ends the reading of a path. It does not leave `parsePath`. */
export class PathError extends Error {
  readonly problem: PathProblem

  constructor(problem: PathProblem) {
    super(problem.reason)
    this.problem = problem
  }
}

const BLANKS = /[ \t\n\r]*/y
const NAME = /[A-Za-z_\u{80}-\u{d7ff}\u{e000}-\u{10ffff}][\w\u{80}-\u{d7ff}\u{e000}-\u{10ffff}]*/uy
const FUNCTION = /[a-z][a-z_0-9]*(?=\()/y
const INTEGER = /0|-?[1-9]\d*/y
const NUMBER = /(?:-?(?:0|[1-9]\d*))(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const WORD = /(?:true|false|null)(?![\w\u{80}-\u{10ffff}])/uy
/** No control characters (they begin Unicode), no surrogate without its other half. */
const PLAIN = /[\u{20}\u{21}\u{23}-\u{26}\u{28}-\u{5b}\u{5d}-\u{d7ff}\u{e000}-\u{10ffff}]+/uy
const ESCAPE =
  /\\(?:(?<short>[bfnrt/\\"'])|u(?<pair>d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2})|u(?<unit>(?:[\dabcef][\da-f]{3}|d[0-7][\da-f]{2})))/iy
const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** Reads the tokens of a path, one after another. A token that is not there is null; one that is wrong throws a `PathError`. */
export class PathScanner {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  skipBlanks(): void {
    this.#read(BLANKS)
  }

  /** Whether this stands here; it is passed over when it does. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false
    this.at += token.length
    return true
  }

  peek(token: string): boolean {
    return this.text.startsWith(token, this.at)
  }

  expect(token: string): void {
    if (!this.take(token)) this.fail()
  }

  name(): string | null {
    return this.#read(NAME)
  }

  functionName(): string | null {
    return this.#read(FUNCTION)
  }

  /** A whole number that JavaScript holds exactly, as RFC 9535 asks of indexes. */
  integer(): number | null {
    const from = this.at
    const written = this.#read(INTEGER)
    if (written === null) return null
    // `-0` and `01` are no integers of the grammar.
    if (/\d/.test(this.text.charAt(this.at)) || !Number.isSafeInteger(Number(written))) {
      this.at = from
      this.fail('number')
    }
    return Number(written)
  }

  literal(): Literal | null {
    const quote = this.text.charAt(this.at)
    if (quote === '"' || quote === "'") return { kind: 'string', text: this.string() }
    const word = this.#read(WORD)
    if (word === 'true' || word === 'false' || word === 'null') return { kind: word }
    const number = this.#read(NUMBER)
    if (number === null) return null
    if (/\d/.test(this.text.charAt(this.at))) this.fail('number')
    return { kind: 'number', text: number }
  }

  /** A text in quotes; the scanner stands on the opening one. */
  string(): string {
    const quote = this.text.charAt(this.at)
    this.at += 1
    let found = ''
    for (;;) {
      if (this.take(quote)) return found
      if (this.isAtEnd) this.fail('end')
      const other = quote === '"' ? "'" : '"'
      if (this.take(other)) found += other
      else found += this.#read(PLAIN) ?? this.#escape(other)
    }
  }

  #escape(other: string): string {
    const from = this.at
    ESCAPE.lastIndex = from
    const groups = ESCAPE.exec(this.text)?.groups
    const { short, pair, unit } = groups ?? {}
    // `\u` begins in lower case, and only the quote that ends the text may stand behind a backslash.
    if (groups === undefined || short === other || /^\\(?:U|[BFNRT])/.test(this.text.slice(from, from + 2)))
      this.fail('text')
    this.at = ESCAPE.lastIndex
    if (short !== undefined) return SHORT[short] ?? short
    if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16))
    const units = (pair ?? '').split(/\\u/i).map((digits) => Number.parseInt(digits, 16))
    if (this.text.slice(from, this.at).includes('U')) this.fail('text')
    return String.fromCharCode(...units)
  }

  fail(reason: PathProblem['reason'] = 'unexpected', from = this.at): never {
    if (from >= this.text.length && reason === 'unexpected')
      throw new PathError({ from, to: from, reason: 'end' })
    const to = Math.min(this.text.length, Math.max(this.at, from + 1))
    throw new PathError({ from, to, reason })
  }

  #read(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found === undefined) return null
    this.at += found.length
    return found
  }
}
