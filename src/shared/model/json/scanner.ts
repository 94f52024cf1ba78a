const QUOTE = 0x22
const BACKSLASH = 0x5c
const MINUS = 0x2d
const DOT = 0x2e
const ZERO = 0x30
const LETTER_U = 0x75
/** `"`, `\`, `/`, b, f, n, r, t: what may follow a backslash beside u. */
const ESCAPES: ReadonlySet<number> = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74])

/** No byte: the end was reached. */
export const END = -1

/**
 * Reads the tokens of JSON (RFC 8259) out of UTF-8 bytes, one after another from `at`.
 * Where a token is wrong its method answers false and leaves `at` on the byte that does not fit.
 */
export class Scanner {
  readonly bytes: Uint8Array
  at: number
  /** The last string holds ASCII only, and no escape: its bytes are its text. */
  plain = true

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }

  /** Skips white space; answers with the byte there, or `END`. */
  next(): number {
    const { bytes } = this
    let at = this.at
    let byte = bytes[at]
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at]
    this.at = at
    return byte ?? END
  }

  /** Reads a string; `at` is on its opening quote. */
  string(): boolean {
    const { bytes } = this
    let at = this.at + 1
    let seen = 0
    for (;;) {
      const byte = bytes[at]
      if (byte === QUOTE) break
      if (byte === undefined || byte < 0x20) {
        this.at = at
        return false
      }
      if (byte === BACKSLASH) {
        seen = 0x80
        const after = this.#escape(at + 1)
        if (after === END) return false
        at = after
      } else {
        seen |= byte
        at += 1
      }
    }
    this.at = at + 1
    this.plain = seen < 0x80
    return true
  }

  /** Where the text goes on after an escape, or `END` where it is none. */
  #escape(at: number): number {
    const byte = this.bytes[at]
    if (byte !== undefined && ESCAPES.has(byte)) return at + 1
    if (byte !== LETTER_U) {
      this.at = at
      return END
    }
    for (let digit = at + 1; digit <= at + 4; digit += 1) {
      if (!isHex(this.bytes[digit])) {
        this.at = digit
        return END
      }
    }
    return at + 5
  }

  /** Reads a number; `at` is on its first byte. */
  number(): boolean {
    const { bytes } = this
    if (bytes[this.at] === MINUS) this.at += 1
    if (bytes[this.at] === ZERO) this.at += 1
    else if (!this.#digits()) return false
    if (bytes[this.at] === DOT) {
      this.at += 1
      if (!this.#digits()) return false
    }
    const exponent = bytes[this.at]
    if (exponent !== 0x65 && exponent !== 0x45) return true
    this.at += 1
    const sign = bytes[this.at]
    if (sign === 0x2b || sign === MINUS) this.at += 1
    return this.#digits()
  }

  /** Reads at least one digit. */
  #digits(): boolean {
    const { bytes } = this
    const from = this.at
    let at = from
    while (isDigit(bytes[at])) at += 1
    this.at = at
    return at > from
  }

  /** Reads exactly this word (`true`, `false`, `null`). */
  word(word: readonly number[]): boolean {
    for (let index = 0; index < word.length; index += 1) {
      if (this.bytes[this.at] !== word[index]) return false
      this.at += 1
    }
    return true
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39
}

function isHex(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
}
