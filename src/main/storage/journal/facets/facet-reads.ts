import { Lru } from '#main/lib/lru.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import type { AnsweredFilter, SelectValue } from '#main/storage/journal/query/index.ts'
import type { DerivedFiles } from '#main/storage/journal/reads/derived-files.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Facets, NumberColumn, NumberFacet } from '#shared/model/facets.ts'
import { listBlocks, readMembers, type BlockRead, type Members } from './member-walk.ts'
import { createNumberGatherer } from './number-gatherer.ts'
import { createValueCounter } from './value-counter.ts'

/** So long one call counts, ms: the reads of the screen wait no longer behind it. */
const SLICE_MS = 35
/** Counts that are not over yet. Who asks for one that was forgotten has it counted from its beginning. */
const MAX_COUNTS = 8

/** A count that goes on from call to call. */
interface Count {
  /** Which file of facts it reads: of another one the names have other numbers. */
  readonly file: string | null
  readonly missing: AppError | null
  /** Null before the first call. */
  blocks: readonly number[] | null
  done: number
  jobs: number
}

interface FacetTools {
  readonly all: SelectRows
  readonly ask: SelectValue
  readonly hiddenRuns: () => readonly string[]
  readonly derivedFiles: DerivedFiles
  /** Reads within one snapshot, the terms about results answered. */
  readonly readWithin: <T>(filter: JobFilter, read: (answered: AnsweredFilter) => T) => T
}

/**
 * Counts of values and numbers, told slice by slice: each call goes on with the count of its id for some ms, and says how far it is.
 * A count that nobody asks for any more costs nothing.
 */
export function createFacetReads({ all, ask, hiddenRuns, derivedFiles, readWithin }: FacetTools) {
  const valueCounts = new Lru<string, Count & { readonly counter: ReturnType<typeof createValueCounter> }>(
    MAX_COUNTS,
  )
  const numberCounts = new Lru<
    string,
    Count & { readonly gatherer: ReturnType<typeof createNumberGatherer> }
  >(MAX_COUNTS)

  const begin = (needsFacts: boolean): Count => ({
    ...(needsFacts ? derivedFiles.tryAttach('facts') : { file: null, missing: null }),
    blocks: null,
    done: 0,
    jobs: 0,
  })

  /** The count of an id, unless its file of facts was replaced. */
  function resume<C extends Count>(
    known: C | undefined,
    needsFacts: boolean,
    create: (count: Count) => C,
  ): C {
    const fresh = begin(needsFacts)
    return known !== undefined && known.file === fresh.file ? known : create(fresh)
  }

  function countSlice(
    count: Count,
    filter: JobFilter,
    read: BlockRead,
    add: (members: Members) => void,
  ): void {
    // What answers the terms about results is a part of the call.
    const until = performance.now() + SLICE_MS
    readWithin(filter, (answered) => {
      count.blocks ??= listBlocks(all, ask, answered)
      const hidden = hiddenRuns()
      do {
        const block = count.blocks[count.done]
        if (block === undefined) return
        const members = readMembers(all, answered, hidden, block, read)
        add(members)
        count.jobs += members.count
        count.done += 1
      } while (performance.now() < until)
    })
  }

  const toProgress = ({ blocks, done, jobs, missing }: Count) => {
    const total = blocks?.length ?? 1
    return { isDone: done >= total, share: total === 0 ? 1 : done / total, jobs, missing }
  }

  return {
    facets(id: string, filter: JobFilter): Facets {
      return derivedFiles.readWithout('facts', () => {
        const count = resume(valueCounts.get(id), true, (begun) => ({
          ...begun,
          counter: createValueCounter(all),
        }))
        const hasFacts = count.missing === null
        countSlice(count, filter, count.counter.read, (members) => count.counter.add(members, hasFacts))
        const progress = toProgress(count)
        if (progress.isDone) valueCounts.delete(id)
        else valueCounts.set(id, count)
        return { ...progress, facets: count.counter.list(hasFacts) }
      })
    },

    numbers(id: string, filter: JobFilter, column: NumberColumn): NumberFacet {
      return derivedFiles.readWithout('facts', () => {
        const count = resume(numberCounts.get(id), column.kind !== 'took', (begun) => ({
          ...begun,
          gatherer: createNumberGatherer(all, column),
        }))
        countSlice(count, filter, count.gatherer.read, (members) => {
          if (count.missing === null) count.gatherer.add(members)
        })
        const progress = toProgress(count)
        if (progress.isDone) numberCounts.delete(id)
        else numberCounts.set(id, count)
        return { ...progress, spread: progress.isDone ? count.gatherer.measure() : null }
      })
    },
  }
}
