import { seededRandom } from '#sandbox/random.ts'
import { landscape } from './landscape.ts'
import { encodePng } from './png.ts'

/** Different pictures there are: enough to tell sources apart, few enough to draw each size only once. */
const GALLERY = 97

/** Seeded pictures as PNG files, drawn when first asked for and kept. */
export class Images {
  readonly #kept = new Map<string, Buffer>()

  /** The same seed and size give the same bytes. */
  png(seed: string, width: number, height: number): Buffer {
    const number = Math.floor(seededRandom('gallery', seed)() * GALLERY)
    const key = `${number} ${width}x${height}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const made = encodePng(width, height, landscape(String(number), width, height))
    this.#kept.set(key, made)
    return made
  }
}
