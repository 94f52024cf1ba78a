import { randomBytes as systemRandomBytes } from 'node:crypto'

const COUNTER_LIMIT = 0x1000

/**
 * A maker of time-ordered ids (UUIDv7 as lower-case text). Each one sorts after all earlier ones of the same maker,
 * also when the clock stands still or is set back: then a counter goes on, and past its end the next millisecond is borrowed.
 */
export function createIds(
  clock: { now(): number },
  randomBytes: (size: number) => Uint8Array = systemRandomBytes,
): () => string {
  let time = -1
  let counter = 0
  return () => {
    const now = Math.floor(clock.now())
    if (now > time) {
      time = now
      counter = 0
    } else {
      counter += 1
      if (counter === COUNTER_LIMIT) {
        time += 1
        counter = 0
      }
    }
    const hex = time.toString(16).padStart(12, '0')
    const tail = Buffer.from(randomBytes(8))
    tail.writeUInt8((tail.readUInt8(0) & 0x3f) | 0x80, 0)
    const random = tail.toString('hex')
    return [
      hex.slice(0, 8),
      hex.slice(8),
      `7${counter.toString(16).padStart(3, '0')}`,
      random.slice(0, 4),
      random.slice(4),
    ].join('-')
  }
}
