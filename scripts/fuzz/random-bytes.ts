/** Numbers that look random and are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Numbers at the edges of what fields of 8, 16 and 32 bits hold. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff]
const MAX_CHANGES = 8
const MAX_REPEATS = 64

/** A valid example, spoiled at a few places: bits, bytes, pieces cut out, repeated, moved, and the end cut off. */
export function spoil(example: Uint8Array, random: () => number): Buffer {
  const below = (most: number): number => Math.floor(random() * most)
  let bytes = Buffer.from(example)
  for (let change = below(MAX_CHANGES) + 1; change > 0; change -= 1) {
    const at = below(bytes.length + 1)
    const length = below(Math.min(64, bytes.length - at) + 1)
    const piece = bytes.subarray(at, at + length)
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + length)]
    switch (below(7)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
        break
      case 1:
        if (at < bytes.length) bytes[at] = EDGES[below(EDGES.length)] ?? 0
        break
      case 2:
        bytes = Buffer.concat([before, after])
        break
      case 3:
        bytes = Buffer.concat([before, ...Array.from({ length: below(MAX_REPEATS) }, () => piece), after])
        break
      case 4:
        bytes = Buffer.concat([after, piece, before])
        break
      case 5:
        bytes = Buffer.concat([before, Buffer.from(Array.from({ length }, () => below(256))), after])
        break
      default:
        bytes = Buffer.from(before)
    }
  }
  return bytes
}
