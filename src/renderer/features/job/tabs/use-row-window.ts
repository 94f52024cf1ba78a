import { useCallback, useState } from 'react'
import { useRequest } from '#renderer/lib/use-request.ts'
import { ok } from '#shared/model/result.ts'

/** Rows loaded above and below what is seen, so that a little scrolling loads nothing. */
const SPARE_ROWS = 60

/** Rows from `from` up to, and without, `to`. */
interface RowRange {
  readonly from: number
  readonly to: number
}

interface RowWindow<Row> {
  /** Says which rows are in sight; `to` is not one of them. */
  readonly requestRows: (from: number, to: number) => void
  /** Undefined while the row is being loaded. */
  readonly getRow: (row: number) => Row | undefined
}

/** The rows in sight of a long list whose rows are kept elsewhere. Another `version` means that the rows changed. */
export function useRowWindow<Row>(
  load: (from: number, to: number) => Promise<readonly Row[]>,
  version: number,
): RowWindow<Row> {
  const [{ from, to }, setRange] = useState<RowRange>({ from: 0, to: 0 })
  const { data, key } = useRequest(
    from >= to ? null : ([load, version, from, to] as const),
    async () => ok(await load(from, to)),
    { keepPrevious: true },
  )
  const requestRows = useCallback((first: number, end: number): void => {
    setRange((range) => {
      const isInRange = first >= end || (first >= range.from && end <= range.to)
      return isInRange ? range : { from: Math.max(0, first - SPARE_ROWS), to: end + SPARE_ROWS }
    })
  }, [])
  const firstRow = key?.[2] ?? 0
  const getRow = useCallback((row: number): Row | undefined => data?.[row - firstRow], [data, firstRow])
  return { requestRows, getRow }
}
