import { countMembers, decodePostings } from '#main/storage/facts/postings.ts'
import { ANY_NAME } from '#main/storage/facts/fact-names.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import type { Facet, FacetKind } from '#shared/model/facets.ts'
import { SOURCE_KIND } from '#main/storage/journal/migrations/0011-source-kinds.ts'
import { FACT_KINDS } from '#shared/model/facts/index.ts'
import { createLabelCounter } from './label-counter.ts'
import type { BlockRead, Members } from './member-walk.ts'
import { toFacet, type Counted } from './to-facet.ts'

const JOB_COLUMNS = [
  ['state', 'state'],
  ['verdict', 'verdict'],
  ['workflow', 'workflow_id'],
  ['connection', 'connection_id'],
  ['sourceKind', 'source_kind'],
] as const

const NAMES = JOB_COLUMNS.map(([, column]) => column).join()
const SELECTED = NAMES.replace('source_kind', `${SOURCE_KIND} AS source_kind`)

export interface ValueCounter {
  readonly read: BlockRead
  readonly add: (members: Members, hasFacts: boolean) => void
  readonly list: (hasFacts: boolean) => readonly Facet[]
}

/** Counts the values that jobs have, block by block. */
export function createValueCounter(all: SelectRows): ValueCounter {
  const columns = new Map<FacetKind, Map<string, number>>(JOB_COLUMNS.map(([kind]) => [kind, new Map()]))
  const labels = createLabelCounter(all)
  const tags = new NameCounts()
  const tasks = new NameCounts()

  function addColumns({ groups }: Members): void {
    for (const group of groups)
      for (const [kind, column] of JOB_COLUMNS) {
        const value = String(group[column])
        const counts = columns.get(kind)
        counts?.set(value, (counts.get(value) ?? 0) + Number(group['n']))
      }
  }

  function addFacts({ block, places }: Members): void {
    const byPeople = new Map<number, Uint8Array>()
    const kinds = readLists(all, block)
    for (const { name, list } of kinds.get(FACT_KINDS.userTag) ?? [])
      if (name !== ANY_NAME) byPeople.set(name, list)
    for (const { name, list } of kinds.get(FACT_KINDS.task) ?? [])
      if (name !== ANY_NAME) tasks.add(name, countMembers(list, places))
    for (const { name, list } of kinds.get(FACT_KINDS.tag) ?? []) {
      if (name === ANY_NAME) continue
      const other = byPeople.get(name)
      byPeople.delete(name)
      // A label that both the service and a person gave is one label of its job.
      tags.add(name, other === undefined ? countMembers(list, places) : countEither(places, list, other))
    }
    for (const [name, list] of byPeople) tags.add(name, countMembers(list, places))
  }

  // Each call tells the most frequent names, which are mostly those of the call before.
  const shownNames = new Map<number, string>()
  const showName = (name: number): string => {
    const known = shownNames.get(name)
    if (known !== undefined) return known
    const shown =
      all<{ shown: string }>('SELECT shown FROM facts.names WHERE number = ?', name)[0]?.shown ?? ''
    shownNames.set(name, shown)
    return shown
  }

  return {
    read: { columns: `${SELECTED}, count(*) AS n, ${labels.columns}`, groupBy: NAMES },
    add(members, hasFacts) {
      if (members.count === 0) return
      addColumns(members)
      for (const group of members.groups) labels.add(group)
      if (hasFacts) addFacts(members)
    },
    list(hasFacts) {
      // To have no verdict is none; to have no source is a kind.
      const isSaid =
        (kind: FacetKind) =>
        ({ value }: Counted<string>): boolean =>
          kind !== 'verdict' || value !== 'none'
      return [
        ...[...columns].map(([kind, counts]) =>
          toFacet(kind, null, listCounted(counts).filter(isSaid(kind)), String),
        ),
        ...(hasFacts
          ? [toFacet('task', null, tasks.list(), showName), toFacet('tag', null, tags.list(), showName)]
          : []),
        ...labels.list(),
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

interface NamedList {
  readonly name: number
  readonly list: Uint8Array
}

/** The lists of a block by kind. They are handed over joined: hundreds of small ones would cost more than what is in them. */
function readLists(all: SelectRows, block: number): ReadonlyMap<number, readonly NamedList[]> {
  const kinds = all<{ kind: number; names: string; sizes: string; lists: Uint8Array }>(
    `SELECT kind, group_concat(name) AS names, group_concat(octet_length(list)) AS sizes,
      CAST(group_concat(list, '') AS BLOB) AS lists
      FROM facts.postings WHERE block = ? AND kind IN (?, ?, ?) GROUP BY kind`,
    block,
    FACT_KINDS.tag,
    FACT_KINDS.userTag,
    FACT_KINDS.task,
  )
  return new Map(
    kinds.map(({ kind, names, sizes, lists }) => {
      const lengths = sizes.split(',').map(Number)
      let from = 0
      return [
        kind,
        names.split(',').map((name, at) => {
          const list = lists.subarray(from, from + (lengths[at] ?? 0))
          from += list.length
          return { name: Number(name), list }
        }),
      ]
    }),
  )
}

function countEither(members: Uint8Array, one: Uint8Array, other: Uint8Array): number {
  const either = new Set([...decodePostings(one).places, ...decodePostings(other).places])
  let count = 0
  for (const place of either) count += members[place] ?? 0
  return count
}
