import type { JobState } from '#shared/model/job.ts'

/** `value` may hold `*` for any run of characters. All texts are compared without regard to case. */
export interface Glob {
  readonly text: string
  readonly glob: boolean
}

/** One condition of a query; a job matches when every term does. Times in Unix ms, lengths in ms. */
export type Term =
  | { readonly kind: 'state'; readonly not: boolean; readonly states: readonly JobState[] }
  /** By id or by the name the person gave (main resolves names to ids). */
  | { readonly kind: 'workflow'; readonly not: boolean; readonly value: Glob }
  | { readonly kind: 'run'; readonly not: boolean; readonly value: string }
  | { readonly kind: 'source'; readonly not: boolean; readonly value: Glob }
  | { readonly kind: 'connection'; readonly not: boolean; readonly value: Glob }
  | { readonly kind: 'after'; readonly at: number }
  | { readonly kind: 'before'; readonly at: number }
  | { readonly kind: 'took'; readonly than: '<' | '>'; readonly ms: number }
  | { readonly kind: 'label'; readonly not: boolean; readonly name: string | null; readonly value: Glob }
  | { readonly kind: 'text'; readonly not: boolean; readonly value: string }

export interface Query {
  readonly terms: readonly Term[]
}

/** What is wrong with a query, where (offsets into the text), and what would be right. */
export interface QueryProblem {
  readonly from: number
  readonly to: number
  readonly message: string
}
