import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import { findLookup, toLookupQuery, type Lookup, type Suggestion } from '#shared/model/query/index.ts'
import { historyWords } from '#shared/text/history.ts'

interface FoundValues {
  /** What was looked up last; null before that. */
  readonly lookup: Lookup | null
  /** The most frequent first. */
  readonly found: readonly Suggestion[]
}

/** Values of results for the completion of a query. */
export const useFoundValues = create<FoundValues>()(() => ({ lookup: null, found: [] }))

let wanted: Lookup | null = null
let isAsking = false

/** Looks up what can stand at the cursor. One question is under way at a time; of those that wait, the newest counts. */
export function lookUpValues(text: string, cursor: number): void {
  const lookup = findLookup(text, cursor)
  if (lookup === null || isSame(lookup, wanted)) return
  wanted = lookup
  if (!isAsking) void ask(lookup)
}

/** One slice of a count: some ms, over part of the jobs where there are very many. */
async function ask(lookup: Lookup): Promise<void> {
  isAsking = true
  const query = toLookupQuery(lookup)
  const filter = query === '' ? {} : { query }
  const answer = await request('jobs.facets', { id: crypto.randomUUID(), filter })
  isAsking = false
  if (answer.ok) {
    const { facets, isDone } = answer.data
    const values = facets.find(({ kind }) => kind === lookup.key)?.values ?? []
    const found = values.map(({ value, jobs }) => ({ insert: value, hint: historyWords.found(jobs, isDone) }))
    useFoundValues.setState({ lookup, found })
  }
  if (wanted !== null && !isSame(wanted, lookup)) void ask(wanted)
  // The same may be asked again later: jobs come.
  else wanted = null
}

const isSame = (one: Lookup, other: Lookup | null): boolean =>
  one.key === other?.key && one.written === other.written
