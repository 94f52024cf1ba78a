import { useCallback, useEffect, useRef, useState } from 'react'

/** Rows loaded above and below what is seen, so that scrolling a little asks for nothing. */
const SPARE_ROWS = 60

interface Loaded<Row> {
  readonly from: number
  readonly rows: readonly Row[]
}

/** Rows that lie elsewhere, of which only those in sight are here. `version` changes when they are others. */
export function useRowWindow<Row>(
  load: (from: number, to: number) => Promise<readonly Row[]>,
  version: number,
): {
  /** Says which rows are in sight; `to` is not one of them. */
  readonly want: (from: number, to: number) => void
  /** Undefined while the row is on its way. */
  readonly get: (row: number) => Row | undefined
} {
  const [loaded, setLoaded] = useState<Loaded<Row>>({ from: 0, rows: [] })
  const wantedRange = useRef({ from: 0, to: 0 })
  const loadedRange = useRef({ from: 0, to: 0 })
  const latestRequest = useRef(0)

  const fetch = useCallback(async (): Promise<void> => {
    const { from, to } = wantedRange.current
    if (from >= to) return
    const ticket = ++latestRequest.current
    const start = Math.max(0, from - SPARE_ROWS)
    const rows = await load(start, to + SPARE_ROWS).catch(() => null)
    if (rows === null || ticket !== latestRequest.current) return
    loadedRange.current = { from: start, to: to + SPARE_ROWS }
    setLoaded({ from: start, rows })
  }, [load])

  useEffect(() => {
    void fetch()
    // Another version: the rows are asked for again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [fetch, version])

  const want = useCallback(
    (from: number, to: number): void => {
      wantedRange.current = { from, to }
      if (from < loadedRange.current.from || to > loadedRange.current.to) void fetch()
    },
    [fetch],
  )
  const get = useCallback((row: number): Row | undefined => loaded.rows[row - loaded.from], [loaded])
  return { want, get }
}
