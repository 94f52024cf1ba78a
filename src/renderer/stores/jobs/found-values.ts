import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import { foldText } from '#shared/format/fold.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { findLookup, toLookupQuery, type Lookup, type Suggestion } from '#shared/model/query/index.ts'
import { historyWords } from '#shared/text/history.ts'

/** What is looked up, among the jobs that the screen is about. */
type ScopedLookup = Lookup & { readonly scope: JobFilterInput }

interface FoundValues {
  /** What was looked up last; null before that. */
  readonly lookup: ScopedLookup | null
  /** The most frequent first. */
  readonly found: readonly Suggestion[]
}

/** Values of results for the completion of a query. */
export const useFoundValues = create<FoundValues>()(() => ({ lookup: null, found: [] }))

let wanted: ScopedLookup | null = null
let isAsking = false

/** Looks up what can stand at the cursor, in the jobs of a filter. One question is under way at a time; of those that wait, the newest counts. */
export function lookUpValues(text: string, cursor: number, scope: JobFilterInput): void {
  const found = findLookup(text, cursor)
  if (found === null) return
  const lookup = { ...found, scope }
  if (isSame(lookup, wanted)) return
  wanted = lookup
  if (!isAsking) void ask(lookup)
}

async function ask(lookup: ScopedLookup): Promise<void> {
  isAsking = true
  const found = await find(lookup)
  isAsking = false
  if (found !== null) useFoundValues.setState({ lookup, found })
  if (wanted !== null && !isSame(wanted, lookup)) void ask(wanted)
  // The same may be asked again later: jobs come.
  else wanted = null
}

/** Null where nothing could be read. */
async function find(lookup: ScopedLookup): Promise<readonly Suggestion[] | null> {
  if (lookup.key === 'path') {
    const answer = await request('jobs.pathNames', { beginning: lookup.written })
    return answer.ok ? answer.data.map(({ path, example }) => ({ insert: path, hint: example })) : null
  }
  if (lookup.key === 'tagged') {
    const answer = await request('jobs.tagNames', { beginning: lookup.written })
    if (!answer.ok) return null
    return answer.data.map(({ name, jobs }) => ({ insert: name, hint: historyWords.found(jobs, true) }))
  }
  return count(lookup)
}

/** One slice of a count: some ms, over part of the jobs where there are very many. */
async function count(lookup: ScopedLookup): Promise<readonly Suggestion[] | null> {
  const query = toLookupQuery(lookup)
  const filter = query === '' ? lookup.scope : { ...lookup.scope, query }
  const answer = await request('jobs.facets', { id: crypto.randomUUID(), filter })
  if (!answer.ok) return null
  const { facets, isDone } = answer.data
  const name = lookup.key === 'label' ? foldText(lookup.name) : null
  const facet = facets.find(
    (each) => each.kind === lookup.key && (name === null || foldText(each.name ?? '') === name),
  )
  return (facet?.values ?? []).map(({ value, jobs }) => ({
    insert: value,
    hint: historyWords.found(jobs, isDone),
  }))
}

const isSame = (one: ScopedLookup, other: ScopedLookup | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
