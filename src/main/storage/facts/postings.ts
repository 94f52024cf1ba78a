/** Rows of jobs that lie in one block: block 0 holds the rows 0 to 4095. */
export const BLOCK_ROWS = 4096

export const toBlock = (row: number): number => Math.floor(row / BLOCK_ROWS)

/** The jobs of one block that have a fact, and its numbers. A job with two numbers stands twice. */
export interface Postings {
  /** Places within the block, rising. */
  readonly places: Uint16Array
  /** NaN where there is no number; null where no job has one. */
  readonly numbers: Float64Array | Uint8Array | null
}

/** The last byte of a stored list says how its numbers are written. */
const FORMS = { none: 0, bytes: 1, doubles: 2 } as const
/** Stands for no number in a list of bytes. */
const NO_BYTE = 255

/**
 * Writes a list as doubles or bytes, whichever is exact and shorter, then the places, then the form: some 3 bytes for a job with a
 * confidence. Byte order is that of the processors this app runs on, little-endian.
 */
export const encodePostings = (places: readonly number[], numbers: readonly (number | null)[]): Uint8Array =>
  write(new Uint8Array(), 0, FORMS[chooseForm(numbers)], places, numbers)

/**
 * A stored list with entries behind its own, as they usually come: its bytes are copied as they are. Null where they do not lie
 * behind them, or need a wider form.
 */
export function appendPostings(
  stored: Uint8Array,
  places: readonly number[],
  numbers: readonly (number | null)[],
): Uint8Array | null {
  const form = stored[stored.length - 1] ?? FORMS.none
  const known = decodePostings(stored).places
  const added = FORMS[chooseForm(numbers)]
  const isBehind = (known.at(-1) ?? -1) <= (places[0] ?? 0)
  return isBehind && known.length > 0 && added <= form
    ? write(stored, known.length, form, places, numbers)
    : null
}

/** The first `known` entries of a stored list, and others behind them. */
function write(
  stored: Uint8Array,
  known: number,
  form: number,
  places: readonly number[],
  numbers: readonly (number | null)[],
): Uint8Array {
  const width = toWidth(form)
  const count = known + places.length
  const placesAt = alignToPlaces(count * width)
  const bytes = new Uint8Array(placesAt + count * 2 + 1)
  bytes.set(stored.subarray(0, known * width))
  if (form === FORMS.doubles)
    new Float64Array(bytes.buffer, known * 8, places.length).set(numbers.map((each) => each ?? Number.NaN))
  if (form === FORMS.bytes)
    bytes.set(
      numbers.map((each) => each ?? NO_BYTE),
      known,
    )
  const knownAt = alignToPlaces(known * width)
  bytes.set(stored.subarray(knownAt, knownAt + known * 2), placesAt)
  new Uint16Array(bytes.buffer, placesAt + known * 2, places.length).set(places)
  bytes[bytes.length - 1] = form
  return bytes
}

const toWidth = (form: number | undefined): number =>
  form === FORMS.doubles ? 8 : form === FORMS.bytes ? 1 : 0

/** Reads a list. Of a damaged one, what fits into its length. */
export function decodePostings(stored: Uint8Array): Postings {
  const bytes = stored.byteOffset % 8 === 0 ? stored : stored.slice()
  const form = bytes[bytes.length - 1]
  const width = toWidth(form)
  const count = Math.max(0, Math.floor((bytes.length - 1) / (2 + width)))
  const places = new Uint16Array(bytes.buffer, bytes.byteOffset + alignToPlaces(count * width), count)
  if (form === FORMS.doubles)
    return { places, numbers: new Float64Array(bytes.buffer, bytes.byteOffset, count) }
  if (form === FORMS.bytes) return { places, numbers: new Uint8Array(bytes.buffer, bytes.byteOffset, count) }
  return { places, numbers: null }
}

/** How many jobs of a stored list are among the members of its block (1 at their places). Its bytes are read where they lie. */
export function countMembers(stored: Uint8Array, members: Uint8Array): number {
  const width = toWidth(stored[stored.length - 1])
  const entries = Math.max(0, Math.floor((stored.length - 1) / (2 + width)))
  const begin = alignToPlaces(entries * width)
  const end = begin + entries * 2
  let count = 0
  let last = -1
  for (let at = begin; at < end; at += 2) {
    const place = (stored[at] ?? 0) | ((stored[at + 1] ?? 0) << 8)
    if (place !== last) count += members[place] ?? 0
    last = place
  }
  return count
}

/** The number of an entry; NaN where there is none. */
export function readNumber({ numbers }: Postings, at: number): number {
  if (numbers === null) return Number.NaN
  const number = numbers[at] ?? Number.NaN
  return number === NO_BYTE && numbers instanceof Uint8Array ? Number.NaN : number
}

/**
 * Calls back with each job of the lists of one name in a block, and its number: of several numbers, the greatest. Jobs without a number
 * are passed over.
 */
export function forEachGreatest(
  lists: readonly Uint8Array[],
  use: (place: number, number: number) => void,
): void {
  const [only, ...others] = lists
  if (only !== undefined && others.length === 0) {
    forEachGreatestOf(decodePostings(only), use)
    return
  }
  const greatest = new Float64Array(BLOCK_ROWS).fill(Number.NaN)
  for (const list of lists)
    forEachGreatestOf(decodePostings(list), (place, number) => {
      if (!((greatest[place] ?? Number.NaN) >= number)) greatest[place] = number
    })
  for (const [place, number] of greatest.entries()) if (!Number.isNaN(number)) use(place, number)
}

/** The numbers of a job stand one behind the other. */
function forEachGreatestOf(postings: Postings, use: (place: number, number: number) => void): void {
  const { places, numbers } = postings
  if (numbers === null) return
  for (let at = 0; at < places.length;) {
    const place = places[at] ?? 0
    let greatest = Number.NaN
    for (; at < places.length && places[at] === place; at++) {
      const number = readNumber(postings, at)
      if (!Number.isNaN(number) && !(greatest >= number)) greatest = number
    }
    if (!Number.isNaN(greatest)) use(place, greatest)
  }
}

const alignToPlaces = (offset: number): number => offset + (offset % 2)

function chooseForm(numbers: readonly (number | null)[]): keyof typeof FORMS {
  let form: keyof typeof FORMS = 'none'
  for (const number of numbers) {
    if (number === null) continue
    if (!Number.isInteger(number) || number < 0 || number >= NO_BYTE || Object.is(number, -0))
      return 'doubles'
    form = 'bytes'
  }
  return form
}
