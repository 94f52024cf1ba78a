import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { SavedNames } from '#cli/workspace/saved-names.ts'
import { foldText } from '#shared/format/fold.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import {
  columnKey,
  formatJobValue,
  isAskedFor,
  MAX_COLUMNS,
  readColumn,
  readJobValue,
  splitColumns,
  writeColumn,
  type CellValue,
  type ColumnLayout,
  type ColumnNames,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import type { Job } from '#shared/model/job.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import type { Output } from './output.ts'

/** A column with the name that heads it: as it was typed. */
export interface NamedColumn {
  readonly name: string
  readonly column: JobColumn
}

export type RowFormat = 'csv' | 'json'

/** Reads what follows `--columns`; the error is for the person who typed it. */
export function readColumns(typed: string): Result<readonly NamedColumn[], string> {
  const byKey = new Map<string, NamedColumn>()
  const names = new Set<string>()
  for (const name of splitColumns(typed)) {
    const column = readColumn(name)
    if (column === null) return fail(words.noColumn(name))
    if (byKey.has(columnKey(column)) || names.has(foldText(name))) continue
    byKey.set(columnKey(column), { name, column })
    names.add(foldText(name))
  }
  if (byKey.size === 0) return fail(words.noColumns)
  return byKey.size > MAX_COLUMNS ? fail(words.tooManyColumns(MAX_COLUMNS)) : ok([...byKey.values()])
}

/** The columns of a list of the app. */
export const nameColumns = (layout: ColumnLayout): readonly NamedColumn[] =>
  layout.map(({ column }) => ({ name: writeColumn(column), column }))

interface ColumnRows {
  readonly reader: Pick<JournalReader, 'cells'>
  readonly columns: readonly NamedColumn[]
  readonly format: RowFormat
  readonly names: SavedNames
  readonly output: Output
}

/** Writes jobs as rows of columns: CSV with a head, or an object a line. */
export function createColumnRows({ reader, columns, format, names, output }: ColumnRows) {
  const asked = columns.map(({ column }) => column).filter(isAskedFor)
  const places = new Map(asked.map((column, at) => [columnKey(column), at]))
  const known = findNames(names)
  const readValue = (job: Job, column: JobColumn, cells: readonly CellValue[]): CellValue =>
    readJobValue(job, column, cells[places.get(columnKey(column)) ?? -1] ?? null, known)
  return {
    async writeHead(): Promise<void> {
      if (format === 'csv') await output.csv(columns.map(({ name }) => name))
    },
    /** False when it was stopped. */
    async write(jobs: readonly Job[], isStopped: () => boolean): Promise<boolean> {
      const ids = jobs.map(({ id }) => id)
      const cells = asked.length === 0 ? {} : await reader.cells(ids, asked)
      for (const job of jobs) {
        const values = columns.map(({ column }) => readValue(job, column, cells[job.id] ?? []))
        await (format === 'csv'
          ? output.csv(columns.map(({ column }, at) => formatJobValue(values[at] ?? null, column)))
          : output.json(Object.fromEntries(columns.map(({ name }, at) => [name, values[at] ?? null]))))
        if (isStopped()) return false
      }
      return true
    },
  }
}

function findNames({ workflows, connections }: SavedNames): ColumnNames {
  const nameOf = (id: string): string | null => connections.find((one) => one.id === id)?.name ?? null
  return {
    workflow: (id, connectionId) =>
      workflows.find((one) => one.id === id && one.connectionId === connectionId)?.name ?? null,
    connection: nameOf,
  }
}
