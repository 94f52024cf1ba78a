/** An I-Regexp (RFC 9485), as it was read. */
export type Pattern =
  | { readonly kind: 'either'; readonly branches: readonly Pattern[] }
  | { readonly kind: 'row'; readonly parts: readonly Pattern[] }
  /** `most` null: any number. */
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number | null }
  | { readonly kind: 'character'; readonly fits: (char: string) => boolean }
  /** `^` and `$`: RFC 9485 has neither, but people write them, and the compliance suite of RFC 9535 reads them so. */
  | { readonly kind: 'start' | 'end' }

const MAX_DEPTH = 100
const MAX_TIMES = 1000
const PROPERTY = /\\([pP])\{(L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}/y
const ESCAPE = /\\([()*+\-.?[-^nrt{-}])/y
const TIMES = /\{(\d+)(?:(,)(\d*))?\}/y
const PLAIN = /[^()*+.?[\\\]{|}\u{d800}-\u{dfff}]/uy
const CLASS_PLAIN = /[^-[\\\]\u{d800}-\u{dfff}]/uy
const WHITE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Null when the text is no I-Regexp. */
export function parsePattern(text: string): Pattern | null {
  const parser = new PatternParser(text)
  const pattern = parser.either()
  return parser.isAtEnd ? pattern : null
}

class PatternParser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length
  }

  either(): Pattern | null {
    this.#depth += 1
    const branches: Pattern[] = []
    do {
      const branch = this.#depth > MAX_DEPTH ? null : this.#row()
      if (branch === null) return null
      branches.push(branch)
    } while (this.#take('|'))
    this.#depth -= 1
    return { kind: 'either', branches }
  }

  #row(): Pattern | null {
    const parts: Pattern[] = []
    while (!this.isAtEnd && !'|)'.includes(this.#text.charAt(this.#at))) {
      const atom = this.#atom()
      const part = atom === null ? null : this.#repeated(atom)
      if (part === null) return null
      parts.push(part)
    }
    return { kind: 'row', parts }
  }

  #atom(): Pattern | null {
    if (this.#take('(')) {
      const inner = this.either()
      return inner !== null && this.#take(')') ? inner : null
    }
    if (this.#take('^')) return { kind: 'start' }
    if (this.#take('$')) return { kind: 'end' }
    if (this.#take('.')) return character((char) => char !== '\n' && char !== '\r')
    if (this.#take('[')) return this.#class()
    const property = this.#property()
    if (property !== null) return character(property)
    const plain = this.#escaped() ?? this.#read(PLAIN)?.[0]
    return plain === undefined ? null : character((char) => char === plain)
  }

  #repeated(part: Pattern): Pattern | null {
    if (this.#take('*')) return { kind: 'repeat', part, least: 0, most: null }
    if (this.#take('+')) return { kind: 'repeat', part, least: 1, most: null }
    if (this.#take('?')) return { kind: 'repeat', part, least: 0, most: 1 }
    if (this.#text.charAt(this.#at) !== '{') return part
    const times = this.#read(TIMES)
    if (times === null) return null
    const [, first = '', comma, second = ''] = times
    const least = Number(first)
    const most = comma === undefined ? least : second === '' ? null : Number(second)
    if (least > MAX_TIMES || (most !== null && (most > MAX_TIMES || most < least))) return null
    return { kind: 'repeat', part, least, most }
  }

  /** What follows `[`. */
  #class(): Pattern | null {
    const isNot = this.#take('^')
    const fits: ((char: string) => boolean)[] = []
    if (this.#take('-')) fits.push((char) => char === '-')
    while (!this.#take(']')) {
      if (this.#text.startsWith('-]', this.#at)) {
        this.#at += 1
        fits.push((char) => char === '-')
        continue
      }
      const member = this.#classMember()
      if (member === null) return null
      fits.push(member)
    }
    if (fits.length === 0) return null
    return character((char) => fits.some((fit) => fit(char)) !== isNot)
  }

  #classMember(): ((char: string) => boolean) | null {
    const property = this.#property()
    if (property !== null) return property
    const first = this.#classCharacter()
    if (first === undefined) return null
    if (this.#text.charAt(this.#at) !== '-' || this.#text.charAt(this.#at + 1) === ']')
      return (char) => char === first
    this.#at += 1
    const last = this.#classCharacter()
    if (last === undefined) return null
    const [from, to] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0]
    return from > to ? null : (char) => isBetween(char.codePointAt(0) ?? 0, from, to)
  }

  #classCharacter(): string | undefined {
    return this.#escaped() ?? this.#read(CLASS_PLAIN)?.[0]
  }

  #property(): ((char: string) => boolean) | null {
    const [, letter, name] = this.#read(PROPERTY) ?? []
    if (name === undefined) return null
    const pattern = new RegExp(`^\\${letter ?? 'p'}{${name}}$`, 'u')
    return (char) => pattern.test(char)
  }

  #escaped(): string | undefined {
    const char = this.#read(ESCAPE)?.[1]
    return char === undefined ? undefined : (WHITE[char] ?? char)
  }

  #take(char: string): boolean {
    if (!this.#text.startsWith(char, this.#at)) return false
    this.#at += char.length
    return true
  }

  #read(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found !== null) this.#at += found[0].length
    return found
  }
}

const character = (fits: (char: string) => boolean): Pattern => ({ kind: 'character', fits })

const isBetween = (point: number, from: number, to: number): boolean => point >= from && point <= to
