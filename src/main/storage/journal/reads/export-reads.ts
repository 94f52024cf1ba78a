import type { CellRows, JobColumn } from '#shared/model/columns/index.ts'
import { createExportStyle, mergeCells, readFactCells, readPlainCells } from './cell-reads.ts'
import type { ColumnReadTools } from './column-reads.ts'
import { readWholePathCells, type WholePathCells } from './export-cells.ts'

/** What jobs have in columns, for a file that is handed on: several values are joined by the separator, and nothing is cut. */
export function createExportReads({ all, folder, derivedFiles, snapshot }: ColumnReadTools) {
  return {
    /** Without paths, which `pathTexts` reads. */
    exportCells(jobIds: readonly string[], columns: readonly JobColumn[], separator: string): CellRows {
      const plain = snapshot(() => readPlainCells(all, jobIds, columns))
      if (!columns.some(({ kind }) => kind === 'fact')) return plain
      const style = createExportStyle(separator)
      const facts = derivedFiles.withFacts(() => snapshot(() => readFactCells(all, jobIds, columns, style)))
      return facts === null ? plain : mergeCells(plain, facts)
    },

    pathTexts: (jobIds: readonly string[], paths: readonly string[], separator: string): WholePathCells =>
      snapshot(() => readWholePathCells(all, folder, jobIds, paths, separator)),
  }
}
