import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Job } from '#shared/model/job.ts'
import { PREPARING_STATE, type JobFilter } from '#main/storage/journal/journal.ts'
import { createFacetReads } from '#main/storage/journal/facets/facet-reads.ts'
import {
  addPathFunctions,
  createFactSearch,
  type AnsweredFilter,
  type SelectValue,
} from '#main/storage/journal/query/index.ts'
import { toJob, type JobRow } from '#main/storage/journal/rows/job-rows.ts'
import { createBodyReads } from './body-reads.ts'
import { createColumnReads } from './column-reads.ts'
import { createCommandReads } from './command-reads.ts'
import { createDamageReport } from './damage-report.ts'
import { createDerivedFiles } from './derived-files.ts'
import { createExportReads } from './export-reads.ts'
import { createFigureReads } from './figure-reads.ts'
import { createJobReads } from './job-reads.ts'
import { createKeepingReads } from './keeping-reads.ts'
import { createListReads } from './list-reads.ts'
import { createMarkReads } from './mark-reads.ts'
import { createPathNameReads } from './path-names.ts'
import { createRunReads } from './run-reads.ts'
import { selectAll, type SelectRows } from './select-rows.ts'
import { createSheetReads } from './sheet-reads.ts'
import { createUploadReads } from './upload-reads.ts'

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
  addPathFunctions(db)
  const answerFacts = createFactSearch(all)
  const readWithin = <T>(filter: JobFilter, read: (answered: AnsweredFilter) => T): T =>
    derivedFiles.within(filter, () => snapshot(() => read(answerFacts(filter))))

  const jobReads = createJobReads(all, jobs)
  const runReads = createRunReads(all)

  return {
    ...createUploadReads(all),
    ...createFigureReads(all),
    ...createKeepingReads(db, all),
    ...runReads,
    ...createCommandReads(all, { job: jobReads.job, run: (id) => runReads.run(id) }),
    ...jobReads,
    ...createListReads({ db, all, jobs, ask, hiddenRuns, snapshot, readWithin }),
    ...createFacetReads({ all, ask, hiddenRuns, derivedFiles, readWithin }),
    ...createColumnReads({ all, folder, derivedFiles, snapshot }),
    ...createExportReads({ all, folder, derivedFiles, snapshot }),
    ...createSheetReads(all),
    ...createBodyReads(all, folder),
    ...createMarkReads(all),
    ...createPathNameReads(all),
  }
}

export type JournalReads = ReturnType<typeof createJournalReads>
