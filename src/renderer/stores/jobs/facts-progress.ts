import { useEffect, useState } from 'react'
import { request, subscribe } from '#renderer/client/index.ts'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import { asksForFacts, listPaths, parseQuery } from '#shared/model/query/index.ts'

/** Whether a filter's query asks for something that only results tell. */
export const asksForResults = (query: string | undefined): boolean =>
  query !== undefined && asksForFacts(parseQuery(query, { now: 0 }).query)

/** The JSON paths that a filter's query asks for. */
export const listAskedPaths = (query: string): readonly string[] =>
  listPaths(parseQuery(query, { now: 0 }).query)

/** How far results are read for the search, kept up to date while it is wanted; null when it is not, or not known. */
export function useFactsProgress(isWanted: boolean): FactsProgress | null {
  const [progress, setProgress] = useState<FactsProgress | null>(null)
  useEffect(() => {
    if (!isWanted) return undefined
    let isOver = false
    const ask = async (): Promise<void> => {
      const answer = await request('jobs.factsProgress', undefined)
      if (!isOver && answer.ok) setProgress((known) => known ?? answer.data)
    }
    void ask()
    const stop = subscribe('facts.changed', setProgress)
    return () => {
      isOver = true
      stop()
      setProgress(null)
    }
  }, [isWanted])
  return progress
}
