import { randomBytes as systemRandomBytes } from 'node:crypto'

const COUNTER_VALUES = 0x1000
/** Random bytes of an id, and for how many ids they are read at once: a call costs more than the bytes. */
const RANDOM_BYTES_PER_ID = 8
const IDS_PER_DRAW = 256

/**
 * A generator of time-ordered ids (UUIDv7 as lower-case text). Each id sorts after all earlier ones of the same generator,
 * also when the clock stands still or is set back: then a counter is used, and after its last value the next millisecond.
 */
export function createIdGenerator(
  clock: { now(): number },
  randomBytes: (size: number) => Uint8Array = systemRandomBytes,
): () => string {
  let time = -1
  let counter = 0
  let prefix = ''
  let random = Buffer.alloc(0)
  const tail = (): string => {
    if (random.length === 0) random = Buffer.from(randomBytes(RANDOM_BYTES_PER_ID * IDS_PER_DRAW))
    random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0)
    const hex = random.toString('hex', 0, RANDOM_BYTES_PER_ID)
    random = random.subarray(RANDOM_BYTES_PER_ID)
    return `${hex.slice(0, 4)}-${hex.slice(4)}`
  }
  return () => {
    const now = Math.floor(clock.now())
    const before = time
    if (now > time) {
      time = now
      counter = 0
    } else {
      counter += 1
      if (counter === COUNTER_VALUES) {
        time += 1
        counter = 0
      }
    }
    if (time !== before) {
      const hex = time.toString(16).padStart(12, '0')
      prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
    }
    return `${prefix}${counter.toString(16).padStart(3, '0')}-${tail()}`
  }
}
