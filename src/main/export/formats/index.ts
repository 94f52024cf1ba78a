import type { ExportFormat } from '#shared/model/export/index.ts'
import { writeCsv, writeTsv } from './delimited.ts'
import type { WriteFormat } from './format.ts'
import { writeJson, writeNdjson } from './json.ts'
import { writeParquet } from './parquet.ts'
import { writeWorkbook } from './workbook.ts'

export type * from './format.ts'

/** How rows are written in each format. */
export const WRITE_FORMATS: Record<ExportFormat, WriteFormat> = {
  csv: writeCsv,
  tsv: writeTsv,
  xlsx: writeWorkbook,
  ndjson: writeNdjson,
  json: writeJson,
  parquet: writeParquet,
}
