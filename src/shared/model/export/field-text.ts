import { parseColumn, splitColumns } from '#shared/model/columns/index.ts'
import { parsePath } from '#shared/model/json-path/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { JOB_DETAILS, type ExportColumn, type ExportField } from './export-spec.ts'

const RENAMED = /^(?<column>.+?)\s+as\s+(?<name>\S.*)$/i

/** The fields that a text names: `label:sku, tags>=60 as Labels, $.results.*.data.sfw`. The error is the part that names none. */
export function parseFields(text: string): Result<readonly ExportField[], string> {
  const fields: ExportField[] = []
  for (const part of splitColumns(text)) {
    const { column: written = part, name } = RENAMED.exec(part)?.groups ?? {}
    const column = parseExportColumn(written)
    if (column === null) return fail(part)
    fields.push({ column, name: name === undefined ? null : name.trim().replace(/^"(.*)"$/, '$1') })
  }
  return fields.length === 0 ? fail(text) : ok(fields)
}

function parseExportColumn(text: string): ExportColumn | null {
  const word = text.trim().toLowerCase()
  // `tags` are the labels of a result, as everywhere else; what a person gave is `tagged`.
  const detail = word === 'tagged' ? 'tags' : JOB_DETAILS.find((one) => one !== 'tags' && one === word)
  if (detail !== undefined) return { kind: 'detail', detail }
  const column = parseColumn(text)
  if (column?.kind === 'path' && !parsePath(column.path).ok) return null
  return column
}
