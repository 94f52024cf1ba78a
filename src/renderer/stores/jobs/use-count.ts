import { useEffect, useState } from 'react'
import { request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Facets, NumberColumn, NumberFacet } from '#shared/model/facets.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Result } from '#shared/model/result.ts'

/** Counted again after this time, or after so many times what the count took, whichever is longer: jobs may have ended. */
const RECOUNT_MS = 5000
const RECOUNT_PER_COUNT = 20

/** A count as far as it is. */
export interface CountState<Counted> {
  /** Of the filter before, until there is something of this one; null before the first. */
  readonly counted: Counted | null
  readonly error: AppError | null
  /** What is shown is of the filter before. */
  readonly isOld: boolean
}

/** The values of the jobs of a filter, as far as they are counted. */
export const useFacets = (filter: JobFilterInput): CountState<Facets> =>
  useCount(JSON.stringify(filter), (id, key) =>
    request('jobs.facets', { id, filter: JSON.parse(key) as JobFilterInput }),
  )

interface NumbersQuestion {
  readonly filter: JobFilterInput
  readonly column: NumberColumn
}

/** How a number of the jobs of a filter lies. */
export const useNumbers = (filter: JobFilterInput, column: NumberColumn): CountState<NumberFacet> =>
  useCount(JSON.stringify({ filter, column } satisfies NumbersQuestion), (id, key) =>
    request('jobs.numbers', { id, ...(JSON.parse(key) as NumbersQuestion) }),
  )

type Send<Counted> = (id: string, key: string) => Promise<Result<Counted>>

/** Asks on until all is counted. A newer question ends this one: main goes on with a count only as long as it is asked. */
function useCount<Counted extends { readonly isDone: boolean }>(
  key: string,
  send: Send<Counted>,
): CountState<Counted> {
  const [state, setState] = useState<CountState<Counted> & { readonly key: string }>({
    counted: null,
    error: null,
    isOld: false,
    key,
  })
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const count = async (isFirst: boolean): Promise<void> => {
      const id = crypto.randomUUID()
      const begun = performance.now()
      for (;;) {
        const answer = await send(id, key)
        if (isOver) return
        if (!answer.ok) {
          setState({ counted: null, error: answer.error, isOld: false, key })
          break
        }
        // What is shown does not go back to a part of itself.
        if (isFirst || answer.data.isDone) setState({ counted: answer.data, error: null, isOld: false, key })
        if (answer.data.isDone) break
      }
      const wait = Math.max(RECOUNT_MS, (performance.now() - begun) * RECOUNT_PER_COUNT)
      timer = setTimeout(recount, wait)
    }
    const recount = (): void => {
      if (document.visibilityState === 'visible') void count(false)
      else timer = setTimeout(recount, RECOUNT_MS)
    }
    void count(true)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is sent is said by the key.
  }, [key])
  return state.key === key ? state : { ...state, isOld: true }
}
