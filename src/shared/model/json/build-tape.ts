import { END, Scanner } from './scanner.ts'
import { HAS_KEY, KIND_BITS, KINDS, NONE, NOT_PLAIN, type Break, type JsonKind, type Tape } from './tape.ts'

const code = (kind: JsonKind): number => KINDS.indexOf(kind)
const OBJECT = code('object')
const ARRAY = code('array')
const STRING = code('string')
const NUMBER = code('number')
const letters = (word: string): readonly number[] => Array.from(word, (letter) => letter.charCodeAt(0))
const WORDS: ReadonlyMap<number, readonly [number, readonly number[]]> = new Map(
  (['true', 'false', 'null'] as const).map((word) => [word.charCodeAt(0), [code(word), letters(word)]]),
)
const LAST_DIGIT = 0x39
const [COMMA, COLON, QUOTE, BRACKET, BRACE] = [0x2c, 0x3a, 0x22, 0x5b, 0x7b]
/** In ASCII, the code of a closing bracket or brace is that of its opening one plus two. */
const CLOSING = 2

type Step = 'opened' | 'done' | 'broken'

/** Reads JSON into a tape: strictly, and without recursion. When the text breaks off, what was read before is kept. */
export function buildTape(bytes: Uint8Array): Tape {
  return new TapeBuilder(bytes).build()
}

class TapeBuilder {
  readonly #scanner: Scanner
  #kinds: Uint8Array
  #starts: Uint32Array
  #ends: Uint32Array
  /** While a container is open its entry holds its parent (plus one): depth needs no stack. */
  #nexts: Uint32Array
  #length = 0
  #parent = NONE

  constructor(bytes: Uint8Array) {
    const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    this.#scanner = new Scanner(bytes, byteOrderMark ? 3 : 0)
    // Array space that is never written takes no memory.
    const capacity = 16 + Math.ceil(bytes.length / 10)
    this.#kinds = new Uint8Array(capacity)
    this.#starts = new Uint32Array(capacity)
    this.#ends = new Uint32Array(capacity)
    this.#nexts = new Uint32Array(capacity)
  }

  build(): Tape {
    const broken = this.#document() ? null : breakAt(this.#scanner)
    while (this.#parent !== NONE) this.#close()
    return {
      bytes: this.#scanner.bytes,
      length: this.#length,
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      nexts: this.#nexts,
      broken,
    }
  }

  /** False when the text is not JSON; then the scanner is at the byte that does not fit. */
  #document(): boolean {
    for (;;) {
      const step = this.#entry()
      if (step === 'broken') return false
      if (step === 'opened') continue
      const end = this.#afterValue()
      if (end !== 'opened') return end === 'done'
    }
  }

  /** Reads one value with its key. `opened`: its first child comes next. */
  #entry(): Step {
    const scanner = this.#scanner
    let byte = scanner.next()
    const start = scanner.at
    let marks = 0
    if (this.#parent !== NONE && this.#kindOf(this.#parent) === OBJECT) {
      if (byte !== QUOTE || !scanner.string()) return 'broken'
      marks = scanner.plain ? HAS_KEY : HAS_KEY | NOT_PLAIN
      if (scanner.next() !== COLON) return 'broken'
      scanner.at += 1
      byte = scanner.next()
    }
    if (byte === BRACE || byte === BRACKET) return this.#container(byte, start, marks)
    if (byte === QUOTE) {
      const whole = scanner.string()
      this.#leaf(STRING | marks | (whole && scanner.plain ? 0 : NOT_PLAIN), start)
      return whole ? 'done' : 'broken'
    }
    const word = byte > LAST_DIGIT ? WORDS.get(byte) : undefined
    const whole = word === undefined ? scanner.number() : scanner.word(word[1])
    if (!whole) return 'broken'
    this.#leaf((word === undefined ? NUMBER : word[0]) | marks, start)
    return 'done'
  }

  #container(byte: number, start: number, marks: number): Step {
    const scanner = this.#scanner
    const node = this.#push((byte === BRACE ? OBJECT : ARRAY) | marks, start)
    this.#nexts[node] = this.#parent + 1
    this.#parent = node
    scanner.at += 1
    if (scanner.next() !== byte + CLOSING) return 'opened'
    scanner.at += 1
    this.#close()
    return 'done'
  }

  /** What comes after a value: another one (`opened`), or the end of all. */
  #afterValue(): Step {
    const scanner = this.#scanner
    while (this.#parent !== NONE) {
      const byte = scanner.next()
      if (byte === COMMA) {
        scanner.at += 1
        return 'opened'
      }
      const opening = this.#kindOf(this.#parent) === OBJECT ? BRACE : BRACKET
      if (byte !== (opening ?? 0) + CLOSING) return 'broken'
      scanner.at += 1
      this.#close()
    }
    return scanner.next() === END ? 'done' : 'broken'
  }

  /** Ends the innermost open container here. */
  #close(): void {
    const node = this.#parent
    this.#parent = (this.#nexts[node] ?? 0) - 1
    this.#nexts[node] = this.#length
    this.#ends[node] = this.#scanner.at
  }

  #kindOf(node: number): number {
    return (this.#kinds[node] ?? 0) & KIND_BITS
  }

  #leaf(kind: number, start: number): void {
    const node = this.#push(kind, start)
    this.#nexts[node] = this.#length
    this.#ends[node] = this.#scanner.at
  }

  #push(kind: number, start: number): number {
    if (this.#length === this.#kinds.length) this.#grow()
    const node = this.#length
    this.#length = node + 1
    this.#kinds[node] = kind
    this.#starts[node] = start
    return node
  }

  #grow(): void {
    const capacity = Math.ceil(this.#kinds.length * 1.5)
    const grown = new Uint8Array(capacity)
    grown.set(this.#kinds)
    this.#kinds = grown
    this.#starts = longer(this.#starts, capacity)
    this.#ends = longer(this.#ends, capacity)
    this.#nexts = longer(this.#nexts, capacity)
  }
}

function longer(array: Uint32Array, capacity: number): Uint32Array {
  const grown = new Uint32Array(capacity)
  grown.set(array)
  return grown
}

function breakAt({ bytes, at }: Scanner): Break {
  let line = 1
  for (let offset = bytes.indexOf(0x0a); offset !== -1 && offset < at;) {
    line += 1
    offset = bytes.indexOf(0x0a, offset + 1)
  }
  return { offset: Math.min(at, bytes.length), line, ended: at >= bytes.length }
}
