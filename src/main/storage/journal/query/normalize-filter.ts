import { assertNever } from '#shared/model/assert.ts'
import { JOB_STATES, type JobState } from '#shared/model/job.ts'
import { SOURCE_KINDS, type SourceKind } from '#shared/model/source.ts'
import { SOURCE_KIND } from '#main/storage/journal/migrations/0011-source-kinds.ts'
import { matchAnywhere, matchCause, toConditions, type SearchTerm } from './conditions.ts'
import type { AnsweredFilter, FoundJobs } from './find-jobs.ts'
import { matchJobs } from './job-set.ts'
import { inList, type Sql } from './sql.ts'

/** What a filter asks for, by how it can be answered. Null: any. */
export interface NormalizedFilter {
  readonly runs: readonly string[] | null
  readonly workflows: readonly string[] | null
  readonly connections: readonly string[] | null
  readonly states: readonly JobState[] | null
  readonly notRuns: readonly string[]
  readonly notWorkflows: readonly string[]
  readonly notConnections: readonly string[]
  /** Unix ms of the jobs' creation: from, and before. */
  readonly after: number | null
  readonly before: number | null
  /** Kinds of sources. Their condition is the last one of the searches. */
  readonly kinds: readonly SourceKind[] | null
  /** Terms beside, and the conditions that all but the above make. */
  readonly terms: readonly SearchTerm[]
  readonly searches: readonly Sql[]
  /** The jobs that the terms about results find; null where there is none. */
  readonly found: FoundJobs | null
}

type Ids = readonly string[] | null

const intersect = <Value extends string>(known: readonly Value[] | null, more: readonly Value[]) =>
  known === null ? [...new Set(more)] : known.filter((value) => more.includes(value))

/**
 * Sorts the conditions of a filter by how they can be answered; several of one kind become one. Jobs of `hiddenRuns` are
 * never among the answers.
 */
export function normalizeFilter(
  filter: AnsweredFilter,
  hiddenRuns: readonly string[] = [],
): NormalizedFilter {
  const given = (id: string | undefined): Ids => (id === undefined ? null : [id])
  let runs = given(filter.runId)
  let workflows = given(filter.workflowId)
  let connections = given(filter.connectionId)
  // No state chosen and all of them chosen alike mean: no filter by state.
  const chosen = [...new Set(filter.states)]
  let states: readonly JobState[] | null = chosen.length === 0 ? null : chosen
  const notRuns: string[] = [...hiddenRuns]
  const notWorkflows: string[] = []
  const notConnections: string[] = []
  let after: number | null = null
  let before: number | null = null
  let kinds: readonly SourceKind[] | null = null
  const terms: SearchTerm[] = []
  for (const term of filter.query?.terms ?? []) {
    switch (term.kind) {
      case 'state': {
        const meant = term.not ? JOB_STATES.filter((state) => !term.states.includes(state)) : term.states
        states = intersect(states, meant)
        break
      }
      case 'sourceKind': {
        const meant = term.not ? SOURCE_KINDS.filter((kind) => !term.kinds.includes(kind)) : term.kinds
        kinds = intersect(kinds, meant)
        break
      }
      case 'run':
        if (term.not) notRuns.push(term.value)
        else runs = intersect(runs, [term.value])
        break
      case 'workflow':
        if (term.not) notWorkflows.push(...term.ids)
        else workflows = intersect(workflows, term.ids)
        break
      case 'connection':
        if (term.not) notConnections.push(...term.ids)
        else connections = intersect(connections, term.ids)
        break
      case 'after':
        after = Math.max(after ?? term.at, term.at)
        break
      case 'before':
        before = Math.min(before ?? term.at, term.at)
        break
      case 'source':
      case 'took':
      case 'verdict':
      case 'label':
      case 'tagged':
      case 'note':
      case 'text':
        terms.push(term)
        break
      case 'tag':
      case 'task':
      case 'words':
      case 'path':
      case 'size':
      case 'expires':
        if (filter.found === undefined) throw new Error(`${term.kind} was not answered`)
        break
      default:
        assertNever(term)
    }
  }
  const words = (filter.text ?? '').split(/\s+/).filter((word) => word !== '')
  const found = filter.found ?? null
  const searches = [
    ...(found === null ? [] : [matchJobs(found.set)]),
    ...(filter.cause === undefined ? [] : [matchCause(filter.cause)]),
    ...words.map((word) => matchAnywhere({ text: word, glob: false })),
    ...terms.flatMap(toConditions),
    ...(kinds === null ? [] : [inList(SOURCE_KIND, kinds)]),
  ]
  return {
    runs,
    workflows,
    connections,
    states: states?.length === JOB_STATES.length ? null : states,
    notRuns,
    notWorkflows,
    notConnections,
    after,
    before,
    kinds,
    terms,
    searches,
    found,
  }
}
