import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Theme = 'light' | 'dark'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

function readPairs(text: string): Map<string, Record<Theme, string>> {
  const found = new Map<string, Record<Theme, string>>()
  for (const [, name = '', light = '', dark = ''] of text.matchAll(
    /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g,
  )) {
    found.set(name, { light, dark })
  }
  return found
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const SURFACES = ['surface', 'surface-2', 'surface-3']
const TEXT = ['text', 'muted', 'accent', 'green', 'red', 'amber', 'violet']
/** Ink on the backgrounds it is used on; text needs 4.5:1, the edge of a field 3:1 (WCAG 1.4.3, 1.4.11). */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...SURFACES.flatMap((surface) => TEXT.map((ink) => [ink, surface, 4.5] as const)),
  ...['accent', 'green', 'red', 'amber'].flatMap((hue) => [
    [hue, `${hue}-soft`, 4.5] as const,
    ['text', `${hue}-soft`, 4.5] as const,
    ['muted', `${hue}-soft`, 4.5] as const,
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'red', 4.5],
  ['line-strong', 'surface', 3],
  ['line-strong', 'surface-2', 3],
]

// Bug it catches: a colour changed by eye that people with weaker sight, or a dim screen, can no longer read.
describe.each([
  ['usual', css.split('@media')[0] ?? ''],
  ['with prefers-contrast: more', css],
])('contrast of the tokens, %s', (_, text) => {
  const pairs = readPairs(text)
  it.each(PAIRS)('%s on %s is at least %d:1', (ink, ground, least) => {
    for (const theme of ['light', 'dark'] as const) {
      const value = contrast(pairs.get(ink)?.[theme] ?? '#000000', pairs.get(ground)?.[theme] ?? '#000000')
      expect(value, theme).toBeGreaterThanOrEqual(least)
    }
  })
})
