import { useCallback, useRef, useState } from 'react'
import type { OpenedResult, TreeRow } from '#renderer/stores/job/index.ts'
import { useRowWindow } from './use-row-window.ts'

/** What the search found; null while nothing is searched for. */
export interface Matches {
  readonly total: number
  /** From 0. */
  readonly index: number
}

/** The tree of a result as the window sees it: which rows there are, which one is active, what was found. */
export function useTree({ document, summary }: OpenedResult) {
  const [count, setCount] = useState(summary.treeRows)
  const [version, setVersion] = useState(0)
  const [active, setActive] = useState(0)
  const [query, setQuery] = useState('')
  const [matches, setMatches] = useState<Matches | null>(null)
  const latestQuery = useRef('')
  const load = useCallback((from: number, to: number) => document.ask('treeRows', from, to), [document])
  const { want, get } = useRowWindow<TreeRow>(load, version)

  /** The rows are others now. */
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
    want,
    get,
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
    /** Opens what leads to a node and makes it active. */
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
    /** To the next match, or the one before; round at the ends. */
    async step(by: 1 | -1): Promise<void> {
      if (matches === null || matches.total === 0) return
      await reveal((matches.index + by + matches.total) % matches.total, matches.total)
    },
    names: (node: number) => document.ask('names', node),
  }
}

export type ResultTree = ReturnType<typeof useTree>
