import type { JobState, Verdict } from '#shared/model/job.ts'
import type { SourceKind } from '#shared/model/source.ts'

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
export type Term = PlainTerm | FactTerm | TextTerm | NamedTerm

export const COMPARISONS = ['<', '<=', '>', '>='] as const
type Comparison = (typeof COMPARISONS)[number]

type PlainTerm =
  | (Negatable & { readonly kind: 'state'; readonly states: readonly JobState[] })
  | (Negatable & { readonly kind: 'verdict'; readonly verdicts: readonly Verdict[] })
  | (Negatable & { readonly kind: 'run'; readonly value: string })
  | (Negatable & { readonly kind: 'sourceKind'; readonly kinds: readonly SourceKind[] })
  /** Without a `*` it is found anywhere in the source, with one it is the whole source. */
  | (Negatable & { readonly kind: 'source'; readonly value: Glob })
  /** At that moment or later. */
  | { readonly kind: 'after'; readonly at: number }
  | { readonly kind: 'before'; readonly at: number }
  | { readonly kind: 'took'; readonly than: Comparison; readonly ms: number }
  /** Any label when `name` is null. */
  | (Negatable & { readonly kind: 'label'; readonly name: string | null; readonly value: Glob })
  /** A person gave it this tag. */
  | (Negatable & { readonly kind: 'tagged'; readonly value: Glob })
  /** Found anywhere in the note of a person. */
  | (Negatable & { readonly kind: 'note'; readonly value: Glob })

/** How the number of a fact compares. */
export interface NumberBound {
  readonly than: Comparison | '='
  readonly number: number
}

/**
 * How a value compares with what is written. Numbers compare with numbers, texts with texts; `=` without quotes takes a number, yes, no
 * and nothing as well as the text that is written like it.
 */
export interface PathTest {
  readonly than: Comparison | '='
  /** Only `=` has a glob. */
  readonly value: Glob
  /** Texts only. */
  readonly isQuoted: boolean
}

/** One of the values that a JSON path (RFC 9535) finds in the result meets the test; without a test, it finds any value. */
export type PathTerm = Negatable & {
  readonly kind: 'path'
  readonly path: string
  readonly test: PathTest | null
}

/** A condition about what results say (`#shared/model/facts`). Only jobs whose result was read can meet one. */
export type FactTerm =
  /** A label of that name, of any confidence without a bound; of several numbers, the greatest is compared. */
  | (Negatable & { readonly kind: 'tag'; readonly name: Glob; readonly bound: NumberBound | null })
  /** A task of the workflow, by its key; the number at its end does not matter. */
  | (Negatable & { readonly kind: 'task'; readonly name: Glob })
  /** These words one after another in a caption, a recognised text or a label; the last may be the beginning of a word. */
  | (Negatable & { readonly kind: 'words'; readonly value: string; readonly isBeginning: boolean })
  | PathTerm
  /** The largest produced file is of that size. */
  | { readonly kind: 'size'; readonly than: Comparison; readonly bytes: number }
  /** So long until the service forgets the result, seen from `at` (Unix ms). */
  | { readonly kind: 'expires'; readonly than: Comparison; readonly ms: number; readonly at: number }

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
  | FactTerm
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

/** What is written behind so many characters does not count, nor what comes after so many terms. */
export const MAX_QUERY_LENGTH = 10_000
export const MAX_QUERY_TERMS = 100

/** The keys of the grammar, in the order they are offered. */
export const QUERY_KEYS = [
  'state',
  'verdict',
  'workflow',
  'source',
  'kind',
  'label',
  'tagged',
  'note',
  'tag',
  'text',
  'task',
  'size',
  'after',
  'before',
  'took',
  'expires',
  'connection',
  'run',
] as const
export type QueryKey = (typeof QUERY_KEYS)[number]
