import { hash } from 'node:crypto'

/** 32-bit words kept of a text: of the first 128 bits of two different SHA-256 no two are ever alike. */
const WORDS = 4
const FIRST_SLOTS = 1024

/** Texts that were met before, in 32 to 64 bytes each, however long they are: a hash table of their hashes. */
export class Seen {
  #table = new Uint32Array(FIRST_SLOTS * WORDS)
  #count = 0

  /** False when it was met before. */
  add(text: string): boolean {
    const added = place(this.#table, wordsOf(text))
    if (added) this.#count += 1
    // At most half full, so that a free slot is near.
    if (this.#count * WORDS * 2 > this.#table.length) this.#grow()
    return added
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += WORDS) {
      const words = old.subarray(at, at + WORDS)
      if (words[0] !== 0) place(this.#table, words)
    }
  }
}

/** The first one is never 0: that is a free slot. */
function wordsOf(text: string): readonly number[] {
  const digest = hash('sha256', text, 'hex')
  return [0, 8, 16, 24].map((at) => Number.parseInt(digest.slice(at, at + 8), 16) || 1)
}

/** Puts it into the first free slot at or after its own; false when it is there. */
function place(table: Uint32Array, words: ArrayLike<number>): boolean {
  const own = (words[0] ?? 0) * WORDS
  for (let at = own % table.length; ; at = (at + WORDS) % table.length) {
    if (table[at] === 0) {
      table.set(words, at)
      return true
    }
    if (isAt(table, at, words)) return false
  }
}

function isAt(table: Uint32Array, at: number, words: ArrayLike<number>): boolean {
  for (let word = 0; word < WORDS; word++) if (table[at + word] !== words[word]) return false
  return true
}
