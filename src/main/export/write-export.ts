import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { createRedactor } from '#main/redact/redactor.ts'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { MAX_WORKBOOK_ROWS, nameFields } from '#shared/model/export/index.ts'
import { ExportFailure } from './export-failure.ts'
import { readExportRows } from './export-rows.ts'
import type { ExportReport, ExportTask } from './export-task.ts'
import { toColumnType } from './field-values.ts'
import { WRITE_FORMATS } from './formats/index.ts'

interface Watching {
  readonly onRows: (rows: number) => void
  readonly signal: AbortSignal
}

/** So much is written at once, bytes. */
const WRITE_BYTES = 1024 * 1024

/** Writes the file of an export, in this thread. Rejects with an `ExportFailure` or what the disk says. */
export const writeExport = (task: ExportTask, watching: Watching): Promise<ExportReport> =>
  writeExportTo(task, watching, (chunks) => writeChunks(task.temporary, chunks))

/** The same, its bytes to wherever `write` brings them. */
export async function writeExportTo(
  task: Omit<ExportTask, 'temporary'>,
  { onRows, signal }: Watching,
  write: (chunks: AsyncIterable<string | Uint8Array>) => Promise<void>,
): Promise<ExportReport> {
  const { folder, spec } = task
  if (spec.fields.some(({ column }) => column.kind === 'fact')) await readNewResults(folder, signal)
  const redactor = createRedactor()
  for (const secret of task.secrets) redactor.learn(secret)
  const db = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
  const report = { rows: 0, unread: 0, cut: 0 }
  const pages = readExportRows({
    ...task,
    reads: createJournalReads(db, folder),
    redact: redactor.redact,
    onPage: (rows, unread) => {
      if (signal.aborted) throw new ExportFailure(appError('export.stopped'))
      report.rows += rows
      report.unread += unread
      if (spec.format === 'xlsx' && report.rows >= MAX_WORKBOOK_ROWS)
        throw new ExportFailure(appError('export.tooManyRows'))
      onRows(report.rows)
    },
  })
  const head = {
    names: nameFields(spec.fields).map(redactor.redact),
    types: spec.fields.map(({ column }) => toColumnType(column)),
  }
  const onCut = (): void => {
    report.cut += 1
  }
  try {
    await write(WRITE_FORMATS[spec.format](head, pages, onCut))
    return report
  } finally {
    db.close()
  }
}

/** Facts lie in a file of their own, which follows the results: no cell may be empty that has a value. */
const readNewResults = (folder: string, signal: AbortSignal): Promise<void> =>
  catchUp(
    folder,
    [],
    () => undefined,
    () => signal.aborted,
  )

/** Writes the chunks and has them on the disk before it resolves. */
async function writeChunks(path: string, chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  const file = await open(path, 'w')
  try {
    let waiting: Uint8Array[] = []
    let size = 0
    const flush = async (): Promise<void> => {
      await file.writeFile(
        waiting.length === 1 && waiting[0] !== undefined ? waiting[0] : Buffer.concat(waiting),
      )
      waiting = []
      size = 0
    }
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      waiting.push(bytes)
      size += bytes.length
      if (size >= WRITE_BYTES) await flush()
    }
    if (size > 0) await flush()
    await file.sync()
  } finally {
    await file.close()
  }
}
