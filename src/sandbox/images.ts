import { crc32, deflateSync } from 'node:zlib'
import { between, seededRandom } from './random.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const KEPT = 256

/** Seeded pictures as PNG files, the latest ones kept. */
export class Images {
  readonly #kept = new Map<string, Buffer>()

  /** The same seed and size give the same bytes. */
  png(seed: string, width: number, height: number): Buffer {
    const key = `${seed} ${width}x${height}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const made = encodePng(width, height, paint(seed, width, height))
    const oldest = this.#kept.keys().next()
    if (this.#kept.size >= KEPT && oldest.done !== true) this.#kept.delete(oldest.value)
    this.#kept.set(key, made)
    return made
  }
}

/** An 8-bit RGB image as PNG; `pixels` holds three bytes a pixel, row by row. */
export function encodePng(width: number, height: number, pixels: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (width * 3 + 1))
  for (let y = 0; y < height; y++) {
    // Each row starts with its filter: 0, none.
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1)
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(body, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

/** A sky, a sun and a hill in seeded colours: told apart at a glance, small when packed. */
function paint(seed: string, width: number, height: number): Uint8Array {
  const random = seededRandom('picture', seed)
  const colour = (): readonly number[] => [
    between(random, 40, 235),
    between(random, 40, 235),
    between(random, 40, 235),
  ]
  const [sky, sun, hill] = [colour(), colour(), colour()]
  const centre = { x: width * (0.2 + 0.6 * random()), y: height * (0.2 + 0.3 * random()) }
  const radius = Math.min(width, height) * (0.1 + 0.12 * random())
  const slope = random() - 0.5
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inSun = (x - centre.x) ** 2 + (y - centre.y) ** 2 < radius ** 2
      const onHill = y > height * 0.65 + (x - width / 2) * slope * 0.5
      pixels.set(onHill ? hill : inSun ? sun : sky, (y * width + x) * 3)
    }
  }
  return pixels
}
