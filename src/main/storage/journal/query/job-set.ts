import { BLOCK_ROWS, decodePostings, forEachGreatest } from '#main/storage/facts/postings.ts'
import { sql, type Sql } from './sql.ts'

/** Jobs by their rows in the journal: the byte at `row - 1` is 1 for each that is in it. SQLite reads it as it is (`matchJobs`). */
export type JobSet = Uint8Array

/** A condition that a job of the set meets: some 60 ns a row, whatever the set was made from. */
export const matchJobs = (set: JobSet): Sql => sql(`substr(?, jobs.rowid, 1) = x'01'`, set)

/** A set without jobs for rows up to this one. Its length is one of whole words of 4 bytes, which are counted at once. */
export const emptySet = (lastRow: number): JobSet => new Uint8Array(Math.ceil(lastRow / 4) * 4)

/** Adds the jobs of the stored lists of one name whose number is accepted; of several numbers of a job, the greatest counts. */
export function addPostings(
  set: JobSet,
  block: number,
  lists: readonly Uint8Array[],
  accepts: ((number: number) => boolean) | null,
): void {
  const first = block * BLOCK_ROWS - 1
  if (accepts === null) {
    for (const { places } of lists.map(decodePostings))
      for (let at = 0; at < places.length; at++) set[first + (places[at] ?? 0)] = 1
    return
  }
  forEachGreatest(lists, (place, number) => {
    if (accepts(number)) set[first + place] = 1
  })
}

const COMMA = 44
const ZERO = 48

/** The jobs whose rows are written in decimal with commas between them: SQLite hands a million over at once this way. */
export function readRows(written: Uint8Array | null): JobSet {
  const rows: number[] = []
  let most = 0
  forEachNumber(written, (row) => {
    rows.push(row)
    if (row > most) most = row
  })
  const set = emptySet(most)
  for (const row of rows) if (row > 0) set[row - 1] = 1
  return set
}

/** Calls back with each whole number of a text with commas between them. */
export function forEachNumber(written: Uint8Array | null, use: (number: number) => void): void {
  if (written === null || written.length === 0) return
  let number = 0
  for (let at = 0; at < written.length; at++) {
    const byte = written[at] ?? COMMA
    if (byte === COMMA) {
      use(number)
      number = 0
    } else number = number * 10 + byte - ZERO
  }
  use(number)
}

export function countJobs(set: JobSet): number {
  let count = 0
  // The product adds the four bytes of a word into its highest one.
  for (const word of toWords(set)) count += Math.imul(word, 0x01010101) >>> 24
  return count
}

// Signed: the processor's own numbers, which are combined five times as fast as those up to 2^32.
const toWords = (set: JobSet): Int32Array => new Int32Array(set.buffer, set.byteOffset, set.length / 4)

/** Calls back with each row of a set, rising. */
export function forEachRow(set: JobSet, use: (row: number) => void): void {
  const words = toWords(set)
  for (let at = 0; at < words.length; at++) {
    if (words[at] === 0) continue
    for (let row = at * 4; row < at * 4 + 4; row++) if (set[row] === 1) use(row + 1)
  }
}

/** The rows of a set, rising. */
export function listRows(set: JobSet): readonly number[] {
  const rows: number[] = []
  for (let at = set.indexOf(1); at !== -1; at = set.indexOf(1, at + 1)) rows.push(at + 1)
  return rows
}

/** The jobs up to a row that are in all of the first sets and in none of the others. */
export function combine(all: readonly JobSet[], none: readonly JobSet[], lastRow: number): JobSet {
  const [only] = all
  if (only !== undefined && all.length === 1 && none.length === 0) return only
  const combined = emptySet(Math.min(lastRow, ...all.map(({ length }) => length)))
  if (only === undefined) combined.fill(1)
  else combined.set(only.subarray(0, combined.length))
  combined.fill(0, lastRow)
  const words = toWords(combined)
  for (const set of all.slice(1)) keepCommon(words, toWords(set))
  for (const set of none) removeCommon(words, toWords(set))
  return combined
}

// Loops alone in a function are compiled at their first call.
function keepCommon(words: Int32Array, others: Int32Array): void {
  for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & (others[at] ?? 0)
}

function removeCommon(words: Int32Array, others: Int32Array): void {
  const end = Math.min(words.length, others.length)
  for (let at = 0; at < end; at++) words[at] = (words[at] ?? 0) & ~(others[at] ?? 0)
}

/** The blocks in which jobs of a set lie, falling. */
export function listBlocksOf(set: JobSet): readonly number[] {
  const blocks: number[] = []
  for (let block = Math.floor(set.length / BLOCK_ROWS); block >= 0; block--)
    if (set.subarray(Math.max(0, block * BLOCK_ROWS - 1), (block + 1) * BLOCK_ROWS - 1).includes(1))
      blocks.push(block)
  return blocks
}
