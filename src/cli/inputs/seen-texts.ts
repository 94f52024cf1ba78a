import { hash } from 'node:crypto'

/** 32-bit words that tell a text: the first 128 bits of two SHA-256 are never equal by accident. */
const HASH_WORDS = 4
/** Its place stands behind them. */
const WORDS_PER_TEXT = HASH_WORDS + 1
const INITIAL_SLOTS = 1024

/** Texts that were seen before, and where: a hash table of their hashes, 40 to 80 bytes a text, however long it is. */
export class SeenTexts {
  #table = new Uint32Array(INITIAL_SLOTS * WORDS_PER_TEXT)
  #count = 0

  /** Stores the place of a text; returns the place of the same text before it, which is kept, or null. */
  add(text: string, place: number): number | null {
    const before = insert(this.#table, [...toHashWords(text), place])
    if (before === null) this.#count += 1
    // At most half full, so that a free slot is near.
    if (this.#count * WORDS_PER_TEXT * 2 > this.#table.length) this.#grow()
    return before
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += WORDS_PER_TEXT) {
      const words = old.subarray(at, at + WORDS_PER_TEXT)
      if (words[0] !== 0) insert(this.#table, words)
    }
  }
}

/** The first word is never 0, which marks a free slot. */
function toHashWords(text: string): readonly number[] {
  const digest = hash('sha256', text, 'hex')
  return [0, 8, 16, 24].map((at) => Number.parseInt(digest.slice(at, at + 8), 16) || 1)
}

/** Puts a text into the first free slot at or after its own; the place that is kept when it is there already. */
function insert(table: Uint32Array, words: ArrayLike<number>): number | null {
  const own = (words[0] ?? 0) * WORDS_PER_TEXT
  for (let at = own % table.length; ; at = (at + WORDS_PER_TEXT) % table.length) {
    if (table[at] === 0) {
      table.set(words, at)
      return null
    }
    if (isAt(table, at, words)) return table[at + HASH_WORDS] ?? null
  }
}

function isAt(table: Uint32Array, at: number, words: ArrayLike<number>): boolean {
  for (let word = 0; word < HASH_WORDS; word++) if (table[at + word] !== words[word]) return false
  return true
}
