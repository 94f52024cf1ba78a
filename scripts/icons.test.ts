import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { imageSize } from 'image-size'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from './lib/electron-target.ts'
import { createIcons, PNG_SIZES_PX } from './lib/icons.ts'

const RESOURCES = join(ROOT, 'resources')
const DRAWING = readFileSync(join(RESOURCES, 'icon.svg'), 'utf8')

let icons: ReadonlyMap<string, Uint8Array>
beforeAll(async () => {
  icons = await createIcons(DRAWING)
})

/** The widths of the pictures in a file, smallest first; a container holds several. */
function widthsIn(name: string): readonly number[] {
  const size = imageSize(readFileSync(join(RESOURCES, name)))
  return (size.images ?? [size]).map(({ width }) => width).toSorted((a, b) => a - b)
}

/** The entries of `icon.icns`, read back by the format's own rules: the width of a PNG, or the first four letters. */
function picturesInIcns(): Readonly<Record<string, number | string>> {
  const file = readFileSync(join(RESOURCES, 'icon.icns'))
  expect(file.toString('latin1', 0, 4)).toBe('icns')
  expect(file.readUInt32BE(4)).toBe(file.length)
  const found: Record<string, number | string> = {}
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const data = file.subarray(at + 8, at + file.readUInt32BE(at + 4))
    const magic = data.toString('latin1', 0, 4)
    found[file.toString('latin1', at, at + 4)] = magic === 'ARGB' ? magic : imageSize(data).width
  }
  return found
}

describe('the committed icons', () => {
  // Would catch: the drawing was changed and `npm run icons` forgotten, or an icon was edited by hand.
  test('are what the drawing gives, byte for byte', () => {
    for (const [name, bytes] of icons) {
      expect(readFileSync(join(RESOURCES, name)).equals(bytes), `${name}: run npm run icons`).toBe(true)
    }
  })

  // Would catch: a size that is no longer generated stays and is packaged.
  test('are all of them generated', () => {
    const committed = readdirSync(join(RESOURCES, 'icons')).map((name) => `icons/${name}`)
    expect(committed.filter((name) => !icons.has(name))).toEqual([])
  })

  // Would catch: a container whose directory names other sizes than its pictures have.
  test('hold the sizes that each system asks for', () => {
    for (const size of PNG_SIZES_PX) expect(widthsIn(`icons/${size}x${size}.png`)).toEqual([size])
    expect(widthsIn('icon.ico')).toEqual([16, 24, 32, 48, 64, 128, 256])
    // 16 and 32 pixels are no PNG in this container: `ic04` and `ic05` are packed colours.
    expect(picturesInIcns()).toEqual({
      ic04: 'ARGB',
      ic05: 'ARGB',
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
      ic11: 32,
      ic12: 64,
      ic13: 256,
      ic14: 512,
    })
  })
})

// Would catch: the comparison above passes whatever the drawing shows.
test('another drawing gives other icons', async () => {
  const other = await createIcons(DRAWING.replace('#2f5fdd', '#2f5fde'))
  for (const [name, bytes] of icons)
    expect(Buffer.from(bytes).equals(other.get(name) ?? bytes), name).toBe(false)
})

// Would catch: the margin that Apple's template asks for is dropped without a word.
test('a drawing with another coordinate system is refused', async () => {
  await expect(createIcons(DRAWING.replace('0 0 32 32', '0 0 64 64'))).rejects.toThrow('viewBox')
})
