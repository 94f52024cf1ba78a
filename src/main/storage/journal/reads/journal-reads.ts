import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CellRows, JobColumn } from '#shared/model/columns/index.ts'
import { isEndedOrderOfRun, type JobPage } from '#shared/model/job-page.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import type { FailureGroup } from '#shared/model/run.ts'
import { PREPARING_STATE, type JobFilter } from '#main/storage/journal/journal.ts'
import { createFacetReads } from '#main/storage/journal/facets/facet-reads.ts'
import { createBodyReads } from './body-reads.ts'
import { createExportStyle, mergeCells, readFactCells, readPlainCells } from './cell-reads.ts'
import { createCommandReads } from './command-reads.ts'
import { readWholePathCells, type WholePathCells } from './export-cells.ts'
import { createMarkReads } from './mark-reads.ts'
import { readPathCells } from './path-cells.ts'
import { createRunReads } from './run-reads.ts'
import { createUploadReads } from './upload-reads.ts'
import { createFigureReads } from './figure-reads.ts'
import { createSheetReads } from './sheet-reads.ts'
import {
  createFactSearch,
  selectErrorField,
  toEndedCursor,
  toEndedPageQueries,
  toCountQuery,
  toPageQuery,
  type AnsweredFilter,
  type SelectValue,
} from '#main/storage/journal/query/index.ts'
import { toError, toJob, type JobRow } from '#main/storage/journal/rows/job-rows.ts'
import { createSortedPages } from '#main/storage/journal/sorting/sorted-pages.ts'
import { createDamageReport } from './damage-report.ts'
import { createDerivedFiles } from './derived-files.ts'
import { selectAll, type SelectRows } from './select-rows.ts'

/** The reads of `JournalReader`, synchronous, on an open database. `onUnreadable` is called once for each damaged row. */
export function createJournalReads(
  db: DatabaseSync,
  folder: string,
  onUnreadable: (what: string) => void = () => undefined,
) {
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const all: SelectRows = <Row>(sql: string, ...values: readonly SQLInputValue[]) =>
    selectAll(prepared(sql), values) as unknown as Row[]
  const noteUnreadable = createDamageReport(all, onUnreadable)
  const jobs = (sql: string, ...values: readonly SQLInputValue[]): Job[] =>
    all<JobRow>(sql, ...values).map((row) => noteUnreadable(toJob(row)))

  const ask: SelectValue = ({ sql, values }) =>
    Object.values(all<Record<string, number | string | null>>(sql, ...values)[0] ?? {})[0] ?? null

  /** Runs that are being prepared: their jobs are there, and not shown. */
  const hiddenRuns = (): readonly string[] =>
    all<{ id: string }>('SELECT id FROM runs WHERE state = ?', PREPARING_STATE).map(({ id }) => id)

  /** All reads of `read` see the journal as it is at one moment. */
  const snapshot = <T>(read: () => T): T => {
    if (db.isTransaction) return read()
    db.exec('BEGIN')
    try {
      return read()
    } finally {
      db.exec('COMMIT')
    }
  }

  // A file cannot be attached within a transaction.
  const derivedFiles = createDerivedFiles(db, folder)
  const answerFacts = createFactSearch(all)
  const readWithin = <T>(filter: JobFilter, read: (answered: AnsweredFilter) => T): T =>
    derivedFiles.within(filter, () => snapshot(() => read(answerFacts(filter))))

  let sortedPages: ReturnType<typeof createSortedPages> | null = null
  const sorted = () => (sortedPages ??= createSortedPages({ db, ask, hiddenRuns }))

  const readEndedPage = (
    filter: JobFilter & { readonly runId: string },
    before: string | null,
    limit: number,
  ): JobPage => {
    const found: Job[] = []
    for (const { sql, values } of toEndedPageQueries(filter, before, limit + 1))
      if (found.length <= limit) found.push(...jobs(sql, ...values))
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return { jobs: shown, next: found.length > limit && last !== undefined ? toEndedCursor(last) : null }
  }

  const job = (id: string): Job | null => jobs('SELECT * FROM jobs WHERE id = ?', id)[0] ?? null
  const runReads = createRunReads(all)

  /** What paths find is read beside the facts: each has a file that may be missing. */
  const withPathCells = (cells: CellRows, columns: readonly JobColumn[]): CellRows => {
    const paths = columns.flatMap((column) => (column.kind === 'path' ? [column.path] : []))
    if (paths.length === 0) return cells
    const jobIds = Object.keys(cells)
    const found = derivedFiles.readWithout('paths', () => {
      const { missing } = derivedFiles.tryAttach('paths')
      return snapshot(() => readPathCells(all, folder, jobIds, paths, missing === null))
    })
    const places = columns.map((column) => (column.kind === 'path' ? paths.indexOf(column.path) : -1))
    return Object.fromEntries(
      Object.entries(cells).map(([id, row]) => [
        id,
        row.map((cell, at) => {
          const place = places[at] ?? -1
          return place === -1 ? cell : (found.get(id)?.[place] ?? null)
        }),
      ]),
    )
  }

  return {
    ...createUploadReads(all),
    ...createFigureReads(all),
    ...runReads,
    ...createCommandReads(all, { job, run: (id) => runReads.run(id) }),
    job,
    ...createFacetReads({ all, hiddenRuns, derivedFiles, readWithin }),
    ...createSheetReads(all),
    ...createBodyReads(all, folder),
    ...createMarkReads(all),

    page(filter: JobFilter, before: string | null, limit: number): JobPage {
      if (isEndedOrderOfRun(filter)) return snapshot(() => readEndedPage(filter, before, limit))
      const { sort } = filter
      if (sort !== undefined) {
        return readWithin(filter, (answered) => {
          const { rows, next } = sorted().page(answered, sort, before, limit)
          return { jobs: rows.flatMap((row) => jobs('SELECT * FROM jobs WHERE rowid = ?', row)), next }
        })
      }
      const found = readWithin(filter, (answered) => {
        const { sql, values } = toPageQuery(answered, before, limit + 1, ask, hiddenRuns())
        return jobs(sql, ...values)
      })
      const shown = found.slice(0, limit)
      return { jobs: shown, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null }
    },

    cells(jobIds: readonly string[], columns: readonly JobColumn[]): CellRows {
      const plain = withPathCells(
        snapshot(() => readPlainCells(all, jobIds, columns)),
        columns,
      )
      if (!columns.some(({ kind }) => kind === 'fact')) return plain
      const facts = derivedFiles.withFacts(() => snapshot(() => readFactCells(all, jobIds, columns)))
      return facts === null ? plain : mergeCells(plain, facts)
    },

    /** The same for a file that is handed on: several values are joined by the separator, and those of paths stand elsewhere. */
    exportCells(jobIds: readonly string[], columns: readonly JobColumn[], separator: string): CellRows {
      const plain = snapshot(() => readPlainCells(all, jobIds, columns))
      if (!columns.some(({ kind }) => kind === 'fact')) return plain
      const style = createExportStyle(separator)
      const facts = derivedFiles.withFacts(() => snapshot(() => readFactCells(all, jobIds, columns, style)))
      return facts === null ? plain : mergeCells(plain, facts)
    },

    /** What paths find in the results of these jobs. */
    pathTexts: (jobIds: readonly string[], paths: readonly string[], separator: string): WholePathCells =>
      snapshot(() => readWholePathCells(all, folder, jobIds, paths, separator)),

    count(filter: JobFilter): number {
      return readWithin(filter, (answered) => {
        const { sql, values } = toCountQuery(answered, ask, hiddenRuns())
        return all<{ n: number }>(sql, ...values)[0]?.n ?? 0
      })
    },

    jobByRemoteJobId(connectionId: string, jobid: string): Job | null {
      const sql = 'SELECT * FROM jobs WHERE jobid = ? AND connection_id = ?'
      return jobs(sql, jobid, connectionId)[0] ?? null
    },

    jobsInState(state: JobState, after: string | null, limit: number, runId?: string): readonly Job[] {
      const ofRun =
        runId === undefined
          ? ` AND +run_id NOT IN (SELECT id FROM runs WHERE state = '${PREPARING_STATE}')`
          : ' AND run_id = ?'
      const sql = `SELECT * FROM jobs WHERE state = ? AND id > ?${ofRun} ORDER BY id LIMIT ?`
      return jobs(sql, state, after ?? '', ...(runId === undefined ? [] : [runId]), limit)
    },

    failures(runId: string): readonly FailureGroup[] {
      const sql = `SELECT error, min(id), count(*) AS n FROM jobs
        WHERE run_id = ? AND state IN ('failed', 'rejected') AND error IS NOT NULL
        GROUP BY ${selectErrorField('code')}, ${selectErrorField('message')} ORDER BY n DESC, min(id)`
      return all<{ error: string; n: number }>(sql, runId).flatMap((row) => {
        const error = toError(row.error)
        return error === null ? [] : [{ error, count: row.n }]
      })
    },

    durations(connectionId: string, workflowId: string, limit: number): readonly number[] {
      const sql = `SELECT duration_ms AS ms FROM jobs WHERE workflow_id = ? AND state = 'finished'
        AND +connection_id = ? AND duration_ms IS NOT NULL ORDER BY id DESC LIMIT ?`
      return all<{ ms: number }>(sql, workflowId, connectionId, limit).map((row) => row.ms)
    },
  }
}

export type JournalReads = ReturnType<typeof createJournalReads>
