import type { Licence } from './task.ts'
import { field, isFields, list, text, words, type Fields } from './value.ts'

const COLUMNS = {
  image: ['servingUrl', 'image', 'image_url', 'thumbnail', 'preview'],
  photographer: ['photographerName', 'photographer', 'owner', 'author', 'creator', 'credit'],
  licence: ['licence', 'license', 'license_name', 'name', 'type'],
  link: ['purchaseUrl', 'link', 'url', 'permalink', 'license_url', 'source'],
} as const

type Column = keyof typeof COLUMNS

/**
 * Findings of the copyright task as rows, one for each place that licenses the picture. The service describes the picture in
 * `imageDetails`, and those places in its `licensingInfo`. Anything but an object is a row of its own words.
 */
export function readLicences(values: readonly unknown[]): readonly Licence[] {
  return values.flatMap((value) => {
    if (!isFields(value)) {
      return [{ image: null, photographer: null, licence: words(value), link: null, others: [] }]
    }
    const details = field(value, 'imageDetails')
    const picture = isFields(details) ? withoutField({ ...value, ...details }, 'imageDetails') : value
    const places = list(field(picture, 'licensingInfo')).filter(isFields)
    if (places.length === 0) return [toLicence(picture)]
    const rest = withoutField(picture, 'licensingInfo')
    return places.map((place) => ({ ...toLicence({ ...rest, ...place }), licence: toLicenceName(place) }))
  })
}

function toLicence(row: Fields): Licence {
  const image = pick(row, 'image')
  const photographer = pick(row, 'photographer')
  const licence = pick(row, 'licence')
  const link = pick(row, 'link')
  const taken = new Set([image, photographer, licence, link].map((found) => found?.name))
  const others = Object.entries(row)
    .filter(([name]) => !taken.has(name) && name !== 'types')
    .map(([name, other]): readonly [string, string] => [name, words(other).trim().replace(/\t/g, ', ')])
  return {
    image: image?.value ?? null,
    photographer: photographer?.value ?? null,
    licence: licence?.value ?? null,
    link: link?.value ?? null,
    others,
  }
}

/** `Getty Images (Royalty Free)`. */
function toLicenceName(place: Fields): string | null {
  const types = list(field(place, 'types')).map(words).join(', ')
  const name = text(field(place, 'name')) ?? ''
  if (name === '' || types === '') return name + types || null
  return `${name} (${types})`
}

const withoutField = (row: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(row).filter(([other]) => other !== name))

function pick(row: Fields, column: Column): { readonly name: string; readonly value: string } | null {
  for (const name of COLUMNS[column]) {
    const value = text(field(row, name))
    if (value !== null && value !== '') return { name, value }
  }
  return null
}
