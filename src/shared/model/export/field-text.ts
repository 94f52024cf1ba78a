import { readColumn, splitColumns, splitOutside } from '#shared/model/columns/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { JOB_DETAILS, type ExportColumn, type ExportField } from './export-spec.ts'

const AS = /\s+as\s+/iy

/** The fields that a text names: `label:sku, labels>=60 as Labels, $.results.*.data.sfw`. The error is the part that names none. */
export function parseFields(text: string): Result<readonly ExportField[], string> {
  const fields: ExportField[] = []
  for (const part of splitColumns(text)) {
    const [written = part] = splitOutside(part, AS)
    const column = parseExportColumn(written)
    if (column === null) return fail(part)
    const name = part.slice(written.length).replace(/^\s+as\s+/i, '')
    fields.push({ column, name: name === '' ? null : name.replace(/^"(.*)"$/, '$1') })
  }
  return fields.length === 0 ? fail(text) : ok(fields)
}

const parseExportColumn = (text: string): ExportColumn | null => {
  const detail = JOB_DETAILS.find((one) => one === text.trim().toLowerCase())
  return detail === undefined ? readColumn(text) : { kind: 'detail', detail }
}
