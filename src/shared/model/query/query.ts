import type { JobState, Verdict } from '#shared/model/job.ts'

/**
 * `text` stands for itself; when `glob` is true a `*` in it is any run of characters, and `\*` and `\\` are a star and a
 * backslash (`glob.ts`). All texts are compared without regard to case.
 */
export interface Glob {
  readonly text: string
  readonly glob: boolean
}

interface Negatable {
  readonly not: boolean
}

/** One condition of a query; a job matches when every term does. Times in Unix ms, lengths in ms. */
export type Term = PlainTerm | TextTerm | NamedTerm

export const COMPARISONS = ['<', '<=', '>', '>='] as const
type Comparison = (typeof COMPARISONS)[number]

type PlainTerm =
  | (Negatable & { readonly kind: 'state'; readonly states: readonly JobState[] })
  | (Negatable & { readonly kind: 'verdict'; readonly verdicts: readonly Verdict[] })
  | (Negatable & { readonly kind: 'run'; readonly value: string })
  /** Without a `*` it is found anywhere in the source, with one it is the whole source. */
  | (Negatable & { readonly kind: 'source'; readonly value: Glob })
  /** At that moment or later. */
  | { readonly kind: 'after'; readonly at: number }
  | { readonly kind: 'before'; readonly at: number }
  | { readonly kind: 'took'; readonly than: Comparison; readonly ms: number }
  /** Any label when `name` is null. */
  | (Negatable & { readonly kind: 'label'; readonly name: string | null; readonly value: Glob })

/** Found anywhere; `glob` is that of a `Glob`. */
type TextTerm = Negatable & { readonly kind: 'text'; readonly value: string; readonly glob?: boolean }

/** By the name the person gave, or by id: names become ids in `resolveQuery`. */
type NamedTerm =
  | (Negatable & { readonly kind: 'workflow'; readonly value: Glob })
  | (Negatable & { readonly kind: 'connection'; readonly value: Glob })

export interface Query {
  readonly terms: readonly Term[]
}

/** As the journal takes it: workflows and connections by their ids, any of which may be it. */
export type ResolvedTerm =
  | PlainTerm
  /** A text may also be the word of a state or a verdict, or be found in the name of a workflow. */
  | (TextTerm & {
      readonly states?: readonly JobState[]
      readonly verdicts?: readonly Verdict[]
      readonly workflows?: readonly string[]
    })
  | (Negatable & { readonly kind: 'workflow' | 'connection'; readonly ids: readonly string[] })

export interface ResolvedQuery {
  readonly terms: readonly ResolvedTerm[]
}

/** What is wrong with a query, where (offsets into the text), and what would be right. */
export interface QueryProblem {
  readonly from: number
  readonly to: number
  readonly message: string
}

/** The keys of the grammar, in the order they are offered. */
export const QUERY_KEYS = [
  'state',
  'verdict',
  'workflow',
  'source',
  'label',
  'after',
  'before',
  'took',
  'connection',
  'run',
] as const
export type QueryKey = (typeof QUERY_KEYS)[number]
