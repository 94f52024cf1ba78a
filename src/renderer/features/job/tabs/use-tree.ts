import { useCallback, useRef, useState } from 'react'
import type { OpenedResult, TreeRow } from '#renderer/stores/job/index.ts'
import { useRowWindow } from './use-row-window.ts'

/** What the search found. */
export interface Matches {
  readonly total: number
  /** The match that is shown, from 0. */
  readonly index: number
}

/** The state of the JSON tree of a result: its rows, the active one, and what the search found. The tree itself is in a worker. */
export function useTree({ document, summary }: OpenedResult) {
  const [count, setCount] = useState(summary.treeRows)
  const [version, setVersion] = useState(0)
  const [active, setActive] = useState(0)
  const [query, setQuery] = useState('')
  const [matches, setMatches] = useState<Matches | null>(null)
  const latestQuery = useRef('')
  const load = useCallback((from: number, to: number) => document.ask('treeRows', from, to), [document])
  const { requestRows, getRow } = useRowWindow<TreeRow>(load, version)

  /** Shows the tree anew after its rows have changed. */
  const showRows = (rows: number): void => {
    setCount(rows)
    setVersion((before) => before + 1)
  }
  const reveal = async (at: number, total: number): Promise<void> => {
    const { row, rows } = await document.ask('reveal', at)
    showRows(rows)
    setActive(row)
    setMatches({ total, index: at })
  }
  return {
    count,
    active,
    query,
    matches,
    requestRows,
    getRow,
    setActive,
    async setOpen(row: number, open: boolean): Promise<void> {
      showRows(await document.ask('setOpen', row, open))
    },
    async openTo(levels: number): Promise<void> {
      showRows(await document.ask('openTo', levels))
      setActive(0)
    },
    async toParent(row: number): Promise<void> {
      const parent = await document.ask('parentRow', row)
      if (parent >= 0) setActive(parent)
    },
    /** Opens the tree down to a node and makes it active. */
    async showPointer(pointer: string): Promise<void> {
      const { row, rows } = await document.ask('revealPointer', pointer)
      showRows(rows)
      setActive(row)
    },
    async find(text: string): Promise<void> {
      setQuery(text)
      latestQuery.current = text
      const total = await document.ask('find', text)
      if (latestQuery.current !== text) return
      if (total > 0) await reveal(0, total)
      else setMatches(text === '' ? null : { total, index: 0 })
    },
    /** Goes to the next match or the one before; after the last comes the first. */
    async step(by: 1 | -1): Promise<void> {
      if (matches === null || matches.total === 0) return
      await reveal((matches.index + by + matches.total) % matches.total, matches.total)
    },
    names: (node: number) => document.ask('names', node),
    columnPath: (node: number) => document.ask('columnPath', node),
  }
}

export type ResultTree = ReturnType<typeof useTree>
