import { setImmediate as nextTurn } from 'node:timers/promises'
import type { JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { JobColumn } from '#shared/model/columns/index.ts'
import { exportColumnKey, type ExportSpec } from '#shared/model/export/index.ts'
import { toFieldValue, type ExportNames } from './field-values.ts'
import type { ExportRow, ExportValue } from './formats/index.ts'
import { readSelected, type SelectedJobs } from './selected-jobs.ts'
import { readSheetRows, type SheetReader, type SheetRow } from './sheet-rows.ts'

/** Which rows are exported: those of jobs, or the list of a run with each row's latest result. */
export type ExportedJobs = SelectedJobs['from'] | { readonly kind: 'run'; readonly runId: string }

interface RowsOf {
  readonly reads: JournalReads
  readonly from: ExportedJobs
  readonly most: number
  readonly spec: Pick<ExportSpec, 'fields' | 'format' | 'separator'>
  readonly names: ExportNames
  readonly redact: (text: string) => string
  /** After each page: how many rows it had, and of how many results a path could not be read, or not wholly. */
  readonly onPage: (rows: number, unread: number) => void
}

/** Rows that are read together. */
const PAGE_ROWS = 500

/** The rows of an export, page by page. Secrets are cut. */
export async function* readExportRows(about: RowsOf): AsyncGenerator<readonly ExportRow[]> {
  const { reads, from, most, onPage } = about
  const reader = toReader(reads)
  const read = createRowReader(about)
  const pages =
    from.kind === 'run' ? readSheetRows(reader, from.runId) : toRows(readSelected(reader, { from, most }))
  for await (const page of pages) {
    for (let start = 0; start < page.length; start += PAGE_ROWS) {
      const { rows, unread } = read(page.slice(start, start + PAGE_ROWS))
      onPage(rows.length, unread)
      yield rows
      // A person who stops it is heard between two pages.
      await nextTurn()
    }
  }
}

async function* toRows(pages: ReturnType<typeof readSelected>): AsyncGenerator<readonly SheetRow[]> {
  for await (const jobs of pages) yield jobs.map((job) => ({ source: job.source, labels: job.labels, job }))
}

/** The reads of this thread, as a reader of another one. */
const toReader = (reads: JournalReads): SheetReader & Pick<JournalReader, 'job'> => ({
  job: async (id) => reads.job(id),
  page: async (...args) => reads.page(...args),
  knownRows: async (runId) => reads.knownRows(runId),
  latestResults: async (ids) => reads.latestResults(ids),
  labelNames: async (runId) => reads.labelNames(runId),
  run: async (id) => reads.run(id),
})

function createRowReader({ reads, spec, names, redact }: RowsOf) {
  const { fields, format, separator } = spec
  const context = { names, separator, inWords: format === 'csv' || format === 'tsv' || format === 'xlsx' }
  const columns = fields.map(({ column }) => column)
  const paths = [...new Set(columns.flatMap((column) => (column.kind === 'path' ? [column.path] : [])))]
  // What the row of a job does not hold: facts, and the name of its run.
  const beside = columns.filter(
    (column): column is JobColumn =>
      column.kind === 'fact' || (column.kind === 'field' && column.field === 'run'),
  )
  const places = columns.map((column) => ({
    path: column.kind === 'path' ? paths.indexOf(column.path) : -1,
    beside: beside.findIndex((one) => exportColumnKey(one) === exportColumnKey(column)),
  }))
  const clean = (value: ExportValue): ExportValue => (typeof value === 'string' ? redact(value) : value)
  return (rows: readonly SheetRow[]): { readonly rows: readonly ExportRow[]; readonly unread: number } => {
    const ids = [...new Set(rows.map(({ job }) => job.id))]
    const cells = beside.length === 0 ? {} : reads.exportCells(ids, beside, separator)
    const found = paths.length === 0 ? null : reads.pathTexts(ids, paths, separator)
    const toRow = (row: SheetRow): ExportRow => {
      const { id } = row.job
      return columns.map((column, at) => {
        const place = places[at]
        const cell =
          place === undefined
            ? null
            : place.path >= 0
              ? (found?.cells.get(id)?.[place.path] ?? null)
              : (cells[id]?.[place.beside] ?? null)
        return clean(toFieldValue(row, column, cell, context))
      })
    }
    return { rows: rows.map(toRow), unread: found?.unread ?? 0 }
  }
}
