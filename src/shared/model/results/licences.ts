import type { Licence } from './task.ts'
import { isFields, words } from './value.ts'

const COLUMNS = {
  image: ['image', 'image_url', 'thumbnail', 'preview'],
  photographer: ['photographer', 'owner', 'author', 'creator', 'credit'],
  licence: ['licence', 'license', 'license_name', 'name', 'type'],
  link: ['link', 'url', 'permalink', 'license_url', 'source'],
} as const

type Column = keyof typeof COLUMNS

/** Findings of the copyright task as rows; anything but an object is a row of its own words. */
export function licencesOf(values: readonly unknown[]): readonly Licence[] {
  return values.map((value) => {
    if (!isFields(value)) {
      return { image: null, photographer: null, licence: words(value), link: null, others: [] }
    }
    const image = pick(value, 'image')
    const photographer = pick(value, 'photographer')
    const licence = pick(value, 'licence')
    const link = pick(value, 'link')
    const taken = new Set([image, photographer, licence, link].map((found) => found?.name))
    const others = Object.entries(value)
      .filter(([name]) => !taken.has(name))
      .map(([name, other]): readonly [string, string] => [name, words(other)])
    return {
      image: image?.value ?? null,
      photographer: photographer?.value ?? null,
      licence: licence?.value ?? null,
      link: link?.value ?? null,
      others,
    }
  })
}

function pick(
  row: Readonly<Record<string, unknown>>,
  column: Column,
): { readonly name: string; readonly value: string } | null {
  for (const name of COLUMNS[column]) {
    const value = Object.hasOwn(row, name) ? row[name] : undefined
    if (typeof value === 'string' && value !== '') return { name, value }
  }
  return null
}
