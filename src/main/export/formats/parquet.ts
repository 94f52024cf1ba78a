import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { toPlainText, type ColumnType, type ExportRow, type ExportValue, type WriteFormat } from './format.ts'

/** Rows that are written together: they are in memory at a time. */
const GROUP_ROWS = 10_000
const APPLICATION = 'Flowbench'

const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const

/** A file of columns with types: what is no number or no time by itself is a text. */
export const writeParquet: WriteFormat = async function* ({ names, types }, pages) {
  const writer = new ByteWriter()
  const takeWritten = (): Uint8Array => {
    const written = writer.getBytes().slice()
    writer.index = 0
    return written
  }
  const parquet = new ParquetWriter({
    writer,
    createdBy: APPLICATION,
    schema: [
      { name: 'root', num_children: names.length },
      ...names.map((name, at) => ({
        name,
        repetition_type: 'OPTIONAL' as const,
        ...TYPES[types[at] ?? 'text'],
      })),
    ],
  })
  const writeGroup = async (rows: readonly ExportRow[]): Promise<void> => {
    const columnData = names.map((name, at) => ({
      name,
      data: rows.map((row) => toTyped(row[at] ?? null, types[at] ?? 'text')),
    }))
    await parquet.write({ columnData, rowGroupSize: GROUP_ROWS })
  }
  let waiting: ExportRow[] = []
  for await (const rows of pages) {
    waiting.push(...rows)
    if (waiting.length < GROUP_ROWS) continue
    await writeGroup(waiting)
    waiting = []
    yield takeWritten()
  }
  if (waiting.length > 0) await writeGroup(waiting)
  await parquet.finish()
  yield takeWritten()
}

function toTyped(value: ExportValue, type: ColumnType): unknown {
  if (value === null) return null
  return type === 'text' ? toPlainText(value) : value
}
