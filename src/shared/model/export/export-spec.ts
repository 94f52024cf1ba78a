import { z } from 'zod'
import { columnKey, columnSchema, describeColumn, type JobColumn } from '#shared/model/columns/index.ts'
import { exportWords } from '#shared/text/export.ts'

export const EXPORT_FORMATS = ['csv', 'tsv', 'xlsx', 'ndjson', 'json', 'parquet'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Rows of a sheet in a workbook, the one with the names among them: no program opens more. */
export const MAX_WORKBOOK_ROWS = 1_048_576
const MAX_FIELDS = 200
const MAX_FIELD_NAME = 200
const MAX_SEPARATOR = 10

/** What a job has beside the columns of its list. */
export const JOB_DETAILS = ['id', 'handle', 'error'] as const
export type JobDetail = (typeof JOB_DETAILS)[number]

/** What a field shows: any column of a list, or a detail of the job. */
const exportColumnSchema = z.union([
  columnSchema,
  z.object({ kind: z.literal('detail'), detail: z.enum(JOB_DETAILS) }),
])
export type ExportColumn = JobColumn | { readonly kind: 'detail'; readonly detail: JobDetail }

/** A field of an exported file, under the name that the person gave it; null for its own. */
const exportFieldSchema = z.object({
  column: exportColumnSchema,
  name: z.string().trim().min(1).max(MAX_FIELD_NAME).nullable(),
})
export interface ExportField {
  readonly column: ExportColumn
  readonly name: string | null
}

/** How jobs are written as a file. */
export const exportSpecSchema = z.object({
  format: z.enum(EXPORT_FORMATS),
  fields: z.array(exportFieldSchema).min(1).max(MAX_FIELDS).readonly(),
  /** Stands between several values of one cell. */
  separator: z.string().min(1).max(MAX_SEPARATOR),
})
export interface ExportSpec {
  readonly format: ExportFormat
  readonly fields: readonly ExportField[]
  readonly separator: string
}

export const DEFAULT_SEPARATOR = ', '

/** Names an export column: two with the same key show the same. */
export const exportColumnKey = (column: ExportColumn): string =>
  column.kind === 'detail' ? `detail ${column.detail}` : columnKey(column)

/** The name of a column where the person gave none. */
export const nameExportColumn = (column: ExportColumn): string =>
  column.kind === 'detail' ? exportWords.details[column.detail] : describeColumn(column).title

/** The names of fields, each once, without control characters: a file with two fields of one name cannot be read everywhere. */
export function nameFields(fields: readonly ExportField[]): readonly string[] {
  const taken = new Set<string>()
  return fields.map(({ column, name }) => {
    const base = (name ?? nameExportColumn(column)).replaceAll(/\p{Cc}+/gu, ' ').trim() || exportWords.unnamed
    let unique = base
    for (let count = 2; taken.has(unique); count += 1) unique = `${base} (${count})`
    taken.add(unique)
    return unique
  })
}

const field = (name: Extract<JobColumn, { kind: 'field' }>['field']): ExportField => ({
  column: { kind: 'field', field: name },
  name: null,
})
const detail = (name: JobDetail): ExportField => ({ column: { kind: 'detail', detail: name }, name: null })

/** What is exported until the person chooses. */
export const DEFAULT_FIELDS: readonly ExportField[] = [
  field('source'),
  field('state'),
  field('verdict'),
  field('result'),
  detail('error'),
  field('jobId'),
  field('started'),
  field('duration'),
]
