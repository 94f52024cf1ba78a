import { useJobCell } from '#renderer/stores/jobs/index.ts'
import { createDates } from '#shared/format/dates.ts'
import { formatBytes } from '#shared/format/bytes.ts'
import { columnKey, type CellValue, type JobColumn } from '#shared/model/columns/index.ts'
import type { Job } from '#shared/model/job.ts'
import { columnWords } from '#shared/text/columns.ts'

const dates = createDates()

/** A cell that is asked for: a fact, a value of the result, the name of the run. */
export function AskedCell({
  job,
  column,
  now,
}: {
  readonly job: Job
  readonly column: JobColumn
  readonly now: number
}) {
  const value = useJobCell(job.id, columnKey(column))
  const text =
    formatCell(value ?? null, column) ?? (column.kind === 'field' ? dates.row(job.createdAt, now) : '')
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  )
}

function formatCell(value: CellValue, column: JobColumn): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? columnWords.yes : columnWords.no
  if (typeof value === 'string') return value
  if (column.kind === 'fact' && column.fact === 'fileSize') return formatBytes(value)
  return String(Number(value.toPrecision(6)))
}
