import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { MAX_QUERY_LENGTH } from '#shared/model/query/query.ts'

/** What jobs are counted by. Labels of a sheet (`label`) are one facet for each name. */
export type FacetKind =
  | 'state'
  | 'verdict'
  | 'workflow'
  | 'connection'
  | 'sourceKind'
  | 'task'
  | 'tag'
  | 'label'

/** The most frequent values of a column among the jobs of a filter. */
export interface Facet {
  readonly kind: FacetKind
  /** The name of a sheet's label; null for every other kind. */
  readonly name: string | null
  /** The most frequent first, as a query writes them: workflows and connections by id. */
  readonly values: readonly FacetValue[]
  /** Further values that are not among them. */
  readonly further: number
}

interface FacetValue {
  readonly value: string
  readonly jobs: number
}

/** How far jobs are counted: exact for those that were looked at, and for all when it is done. */
interface CountProgress {
  readonly isDone: boolean
  /** From 0 to 1. */
  readonly share: number
  /** Jobs of the filter that were counted until now. */
  readonly jobs: number
}

export interface Facets extends CountProgress {
  readonly facets: readonly Facet[]
  /** Why what results say is not counted; null where it is. */
  readonly missing: AppError | null
}

export const numberColumnSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('took') }),
  z.object({ kind: z.literal('size') }),
  z.object({ kind: z.literal('tag'), name: z.string().max(MAX_QUERY_LENGTH) }),
])
/** A number that jobs have: how long they took (ms), the size of a produced file (bytes), how sure a label is. */
export type NumberColumn = z.infer<typeof numberColumnSchema>

/** How the numbers of the jobs of a filter lie. */
export interface NumberFacet extends CountProgress {
  /** Null until all are counted, and where no job has one. */
  readonly spread: NumberSpread | null
  readonly missing: AppError | null
}

export interface NumberSpread {
  /** Jobs that have a number. */
  readonly jobs: number
  readonly least: number
  readonly median: number
  readonly most: number
  /** Where the bars begin, rising; the last one is where the last bar ends, beyond `most`. */
  readonly edges: readonly number[]
  /** Jobs from an edge up to the next one, without it: one fewer than there are edges. */
  readonly bars: readonly number[]
}
