import { seededRandom } from '#sandbox/random.ts'
import { landscape } from './landscape.ts'
import { encodePng } from './png.ts'

/** The number of different pictures: enough to tell sources apart, few enough to draw each size only once. */
const PICTURE_COUNT = 97

/** Seeded pictures as PNG files, drawn when first needed and then kept. */
export class Images {
  readonly #kept = new Map<string, Buffer>()

  /** The same seed and size give the same bytes. */
  png(seed: string, width: number, height: number): Buffer {
    const number = Math.floor(seededRandom('gallery', seed)() * PICTURE_COUNT)
    const key = `${number} ${width}x${height}`
    const drawn = this.#kept.get(key)
    if (drawn !== undefined) return drawn
    const made = encodePng(width, height, landscape(String(number), width, height))
    this.#kept.set(key, made)
    return made
  }
}
