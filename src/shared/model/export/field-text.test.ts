import { expect, test } from 'vitest'
import type { ExportColumn } from './export-spec.ts'
import { parseFields } from './field-text.ts'

const label = (name: string): ExportColumn => ({ kind: 'label', name })
const path = (text: string): ExportColumn => ({ kind: 'path', path: text })

// Would catch: a column whose own name holds “as”, exported as another one that is empty, under half of its name.
test.each<readonly [string, ExportColumn, string | null]>([
  ['label:sku', label('sku'), null],
  ['label:sku AS  Article no', label('sku'), 'Article no'],
  ['label:sku as Sold as seen', label('sku'), 'Sold as seen'],
  ['label:"sold as seen"', label('sold as seen'), null],
  ['label:"sold as seen" as "Seen, sold"', label('sold as seen'), 'Seen, sold'],
  ['label:"the \\"as is\\" one" as One', label('the "as is" one'), 'One'],
  ['tag:"as good as new"', { kind: 'fact', fact: 'tag', name: 'as good as new' }, null],
  ['$.results["sold as seen"] as Seen', path('$.results["sold as seen"]'), 'Seen'],
  ["$.results['sold as seen']", path("$.results['sold as seen']"), null],
  ['error as Why', { kind: 'detail', detail: 'error' }, 'Why'],
])('%s', (text, column, name) => {
  expect(parseFields(text)).toEqual({ ok: true, data: [{ column, name }] })
  expect(parseFields(`id, ${text} , handle`)).toMatchObject({ data: [{}, { column, name }, {}] })
})

// Would catch: a mistake that becomes a column of nothing.
test.each(['nonsense as Name', 'label:sku, $.results[ as Broken', 'as Name', ''])(
  '“%s” is refused',
  (text) => {
    expect(parseFields(text).ok).toBe(false)
  },
)
