import { KNOWN_COLUMNS } from '#shared/model/columns/index.ts'
import { JOB_DETAILS, type ExportColumn } from './export-spec.ts'

/** What there is to choose from without typing a path or the name of a label; `labels` are those of the sheet. */
export const listExportColumns = (labels: readonly string[]): readonly ExportColumn[] => [
  ...labels.map((name) => ({ kind: 'label', name }) as const),
  ...KNOWN_COLUMNS,
  ...JOB_DETAILS.map((detail) => ({ kind: 'detail', detail }) as const),
]
