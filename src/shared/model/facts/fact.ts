/**
 * What kind of value a fact is. The numbers are written into files and never change. Units: confidences as the service gives them
 * (0 to 100 for labels), files in bytes, deadlines in Unix ms, texts in characters, yes and no as 1 and 0.
 */
export const FACT_KINDS = {
  tag: 1,
  userTag: 2,
  /** Yes or no, as the service says it: `sfw`, `infected`, `phishing`, `copyright`, `detected`. */
  flag: 3,
  caption: 4,
  recognisedText: 5,
  infection: 6,
  licence: 7,
  /** A produced file, named by its media type. */
  file: 8,
  /** A task that left a result, named by its key without the number. */
  task: 9,
  sentiment: 10,
  /** When the service forgets the result. */
  deadline: 11,
  /** The size of a produced file. */
  size: 12,
} as const

type FactKind = keyof typeof FACT_KINDS

/** A value of a result that can be filtered, sorted and counted. */
export interface Fact {
  readonly kind: FactKind
  readonly name: string
  /** Null where the service gives none. */
  readonly number: number | null
  /** The key of its task, without the number at its end. */
  readonly task: string
}

/** The key of a task without the number at its end: `tags_1571950225779` and `tags_2` are the same task of two workflows. */
export const toTaskShape = (key: string): string => key.replace(/(?<=.)_\d+$/, '')
