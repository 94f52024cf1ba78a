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
export const NO_BYTE = 255

/**
 * Writes a list as doubles or bytes, whichever is exact and shorter, then the places, then the form: some 3 bytes for a job with a
 * confidence. Byte order is that of the processors this app runs on, little-endian.
 */
export function encodePostings(places: ArrayLike<number>, numbers: readonly (number | null)[]): Uint8Array {
  const form = chooseForm(numbers)
  const count = places.length
  const width = form === 'doubles' ? 8 : form === 'bytes' ? 1 : 0
  const placesAt = alignToPlaces(count * width)
  const bytes = new Uint8Array(placesAt + count * 2 + 1)
  if (form === 'doubles')
    new Float64Array(bytes.buffer, 0, count).set(numbers.map((each) => each ?? Number.NaN))
  if (form === 'bytes') bytes.set(numbers.map((each) => each ?? NO_BYTE))
  new Uint16Array(bytes.buffer, placesAt, count).set(places)
  bytes[bytes.length - 1] = FORMS[form]
  return bytes
}

/** Reads a list. Of a damaged one, what fits into its length. */
export function decodePostings(stored: Uint8Array): Postings {
  const bytes = stored.byteOffset % 8 === 0 ? stored : stored.slice()
  const form = bytes[bytes.length - 1]
  const width = form === FORMS.doubles ? 8 : form === FORMS.bytes ? 1 : 0
  const count = Math.max(0, Math.floor((bytes.length - 1) / (2 + width)))
  const places = new Uint16Array(bytes.buffer, bytes.byteOffset + alignToPlaces(count * width), count)
  if (form === FORMS.doubles)
    return { places, numbers: new Float64Array(bytes.buffer, bytes.byteOffset, count) }
  if (form === FORMS.bytes) return { places, numbers: new Uint8Array(bytes.buffer, bytes.byteOffset, count) }
  return { places, numbers: null }
}

/** The number of an entry; NaN where there is none. */
export function readNumber({ numbers }: Postings, at: number): number {
  if (numbers === null) return Number.NaN
  const number = numbers[at] ?? Number.NaN
  return number === NO_BYTE && numbers instanceof Uint8Array ? Number.NaN : number
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
