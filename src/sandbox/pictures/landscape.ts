import { randomInteger, pick, seededRandom, type Random } from '#sandbox/random.ts'

type Colour = readonly [number, number, number]

interface Palette {
  readonly zenith: Colour
  readonly horizon: Colour
  readonly sun: Colour
  /** The nearest range of hills; those behind it fade into the horizon. */
  readonly land: Colour
}

const PALETTES: [Palette, ...Palette[]] = [
  { zenith: [38, 70, 120], horizon: [250, 190, 150], sun: [255, 240, 205], land: [44, 52, 78] },
  { zenith: [96, 165, 225], horizon: [226, 240, 246], sun: [255, 252, 230], land: [46, 98, 84] },
  { zenith: [70, 40, 92], horizon: [244, 130, 110], sun: [255, 214, 150], land: [48, 28, 62] },
  { zenith: [150, 190, 205], horizon: [246, 232, 208], sun: [255, 255, 245], land: [150, 98, 70] },
  { zenith: [14, 22, 52], horizon: [70, 96, 140], sun: [236, 240, 250], land: [12, 22, 38] },
  { zenith: [110, 178, 170], horizon: [238, 236, 200], sun: [255, 246, 214], land: [34, 74, 70] },
]
const RANGE_COUNT = 3
/** How far the sun's glow reaches, in radii of the sun. */
const GLOW_RADII = 5

interface Sun {
  readonly x: number
  readonly y: number
  readonly radius: number
}

interface Range {
  readonly colour: Colour
  /** The height of its ridge at x, both as a share of the picture. */
  readonly ridge: (x: number) => number
}

/** A landscape in seeded colours and shapes, three bytes a pixel; the same one at every size. */
export function landscape(seed: string, width: number, height: number): Uint8Array {
  const random = seededRandom('landscape', seed)
  const palette = pick(random, PALETTES)
  const sun: Sun = { x: 0.15 + 0.7 * random(), y: 0.18 + 0.3 * random(), radius: 0.05 + 0.05 * random() }
  const ranges = Array.from({ length: RANGE_COUNT }, (_, index) =>
    createRange(random, palette, (index + 1) / RANGE_COUNT),
  )
  const pixels = new Uint8Array(width * height * 3)
  for (let x = 0; x < width; x++) {
    const ridges = ranges.map(({ ridge, colour }) => ({ at: ridge(x / width) * height, colour }))
    const across = ((x / width - sun.x) * width) / height
    for (let y = 0; y < height; y++) {
      // What a nearer range hides completely is not drawn.
      const front = ridges.findLastIndex(({ at }) => y > at + 1)
      let colour = ridges[front]?.colour ?? sky(palette, sun, across, y / height, height)
      for (const ridge of ridges.slice(front + 1)) colour = blend(colour, ridge.colour, smooth(y - ridge.at))
      pixels.set(colour, (y * width + x) * 3)
    }
  }
  return pixels
}

/** `across` and `down`: from the sun and from the top, as shares of the height. */
function sky(palette: Palette, sun: Sun, across: number, down: number, height: number): Colour {
  const plain = blend(palette.zenith, palette.horizon, Math.min(1, down / 0.7))
  const distance = Math.hypot(across, down - sun.y)
  if (distance > sun.radius * GLOW_RADII) return plain
  const glowing = blend(plain, palette.sun, 0.6 * (1 - distance / (sun.radius * GLOW_RADII)) ** 2)
  return blend(glowing, palette.sun, smooth((sun.radius - distance) * height))
}

/** A range of hills. `near` 0..1: how close it is. */
function createRange(random: Random, { horizon, land }: Palette, near: number): Range {
  const level = 0.5 + 0.32 * near + 0.06 * (random() - 0.5)
  const waves = Array.from({ length: 4 }, (_, index) => ({
    height: (0.09 * (0.5 + random())) / (index + 1),
    length: (index + 1) * (2 + 2 * random()),
    shift: randomInteger(random, 0, 628) / 100,
  }))
  const ridge = (x: number): number =>
    waves.reduce((sum, wave) => sum + wave.height * Math.sin(x * wave.length + wave.shift), level)
  return { colour: blend(horizon, land, near ** 1.3), ridge }
}

function blend(from: Colour, to: Colour, share: number): Colour {
  if (share <= 0) return from
  const at = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * share
  return [at(0), at(1), at(2)]
}

/** 0 outside, 1 inside, with one pixel of transition against jagged edges. */
function smooth(pixelsInside: number): number {
  return Math.min(1, Math.max(0, pixelsInside + 0.5))
}
