import type { CellRows, JobColumn } from '#shared/model/columns/index.ts'
import { mergeCells, readFactCells, readPlainCells } from './cell-reads.ts'
import type { DerivedFiles } from './derived-files.ts'
import { readPathCells } from './path-cells.ts'
import type { SelectRows } from './select-rows.ts'

export interface ColumnReadTools {
  readonly all: SelectRows
  readonly folder: string
  readonly derivedFiles: DerivedFiles
  readonly snapshot: <T>(read: () => T) => T
}

/** What jobs have in columns. Facts and paths are read beside the journal: each has a file that may be missing. */
export function createColumnReads({ all, folder, derivedFiles, snapshot }: ColumnReadTools) {
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
    cells(jobIds: readonly string[], columns: readonly JobColumn[]): CellRows {
      const plain = withPathCells(
        snapshot(() => readPlainCells(all, jobIds, columns)),
        columns,
      )
      if (!columns.some(({ kind }) => kind === 'fact')) return plain
      const facts = derivedFiles.withFacts(() => snapshot(() => readFactCells(all, jobIds, columns)))
      return facts === null ? plain : mergeCells(plain, facts)
    },
  }
}
