import { decodePostings } from '#main/storage/facts/postings.ts'
import { ANY_NAME } from '#main/storage/facts/fact-names.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import type { Facet, FacetKind } from '#shared/model/facets.ts'
import { FACT_KINDS } from '#shared/model/facts/index.ts'
import { createLabelCounter } from './label-counter.ts'
import { whereMember, type Members } from './member-walk.ts'
import { toFacet, type Counted } from './to-facet.ts'

const JOB_COLUMNS = [
  ['state', 'state'],
  ['verdict', 'verdict'],
  ['workflow', 'workflow_id'],
  ['connection', 'connection_id'],
] as const

export interface ValueCounter {
  readonly add: (members: Members, hasFacts: boolean) => void
  readonly read: (hasFacts: boolean) => readonly Facet[]
}

/** Counts the values that jobs have, block by block. */
export function createValueCounter(all: SelectRows): ValueCounter {
  const columns = new Map<FacetKind, Map<string, number>>(JOB_COLUMNS.map(([kind]) => [kind, new Map()]))
  const labels = createLabelCounter(all)
  const tags = new NameCounts()
  const tasks = new NameCounts()

  function addColumns(members: Members): void {
    const where = whereMember(members)
    const names = JOB_COLUMNS.map(([, column]) => column).join()
    const groups = all<Record<string, unknown>>(
      `SELECT ${names}, count(*) AS n FROM jobs${where.sql} GROUP BY ${names}`,
      ...where.values,
    )
    for (const group of groups)
      for (const [kind, column] of JOB_COLUMNS) {
        const value = String(group[column])
        const counts = columns.get(kind)
        counts?.set(value, (counts.get(value) ?? 0) + Number(group['n']))
      }
  }

  function addFacts({ block, places }: Members): void {
    const rows = all<{ kind: number; name: number; list: Uint8Array }>(
      `SELECT kind, name, list FROM facts.postings WHERE block = ? AND kind IN (?, ?, ?)`,
      block,
      FACT_KINDS.tag,
      FACT_KINDS.userTag,
      FACT_KINDS.task,
    )
    const byPeople = new Map(
      rows.filter(({ kind }) => kind === FACT_KINDS.userTag).map(({ name, list }) => [name, list]),
    )
    for (const { kind, name, list } of rows) {
      if (name === ANY_NAME) continue
      if (kind === FACT_KINDS.task) tasks.add(name, countWithin(places, list))
      if (kind !== FACT_KINDS.tag) continue
      const other = byPeople.get(name)
      byPeople.delete(name)
      // A label that both the service and a person gave is one label of its job.
      tags.add(name, other === undefined ? countWithin(places, list) : countEither(places, list, other))
    }
    byPeople.delete(ANY_NAME)
    for (const [name, list] of byPeople) tags.add(name, countWithin(places, list))
  }

  const showName = (name: number): string =>
    all<{ shown: string }>('SELECT shown FROM facts.names WHERE number = ?', name)[0]?.shown ?? ''

  return {
    add(members, hasFacts) {
      if (members.count === 0) return
      addColumns(members)
      labels.add(members)
      if (hasFacts) addFacts(members)
    },
    read(hasFacts) {
      const isSaid = ({ value }: Counted<string>): boolean => value !== 'none'
      return [
        ...[...columns].map(([kind, counts]) =>
          toFacet(kind, null, listCounted(counts).filter(isSaid), String),
        ),
        ...(hasFacts
          ? [toFacet('task', null, tasks.list(), showName), toFacet('tag', null, tags.list(), showName)]
          : []),
        ...labels.read(),
      ].filter(({ values }) => values.length > 0)
    },
  }
}

const listCounted = (counts: ReadonlyMap<string, number>): readonly Counted<string>[] =>
  Array.from(counts, ([value, jobs]) => ({ value, jobs }))

/** How many jobs have each name, by its number. */
class NameCounts {
  #counts = new Uint32Array(1024)

  add(name: number, jobs: number): void {
    if (jobs === 0) return
    if (name >= this.#counts.length) {
      const grown = new Uint32Array(Math.max(name + 1, this.#counts.length * 2))
      grown.set(this.#counts)
      this.#counts = grown
    }
    this.#counts[name] = (this.#counts[name] ?? 0) + jobs
  }

  list(): readonly Counted<number>[] {
    const counted: Counted<number>[] = []
    for (const [value, jobs] of this.#counts.entries()) if (jobs > 0) counted.push({ value, jobs })
    return counted
  }
}

function countWithin(members: Uint8Array, list: Uint8Array): number {
  const { places } = decodePostings(list)
  let count = 0
  let last = -1
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0
    if (place !== last) count += members[place] ?? 0
    last = place
  }
  return count
}

function countEither(members: Uint8Array, one: Uint8Array, other: Uint8Array): number {
  const either = new Set([...decodePostings(one).places, ...decodePostings(other).places])
  let count = 0
  for (const place of either) count += members[place] ?? 0
  return count
}
