import { FACT_KINDS } from '#shared/model/facts/index.ts'

/** In `postings`, the name of the list of all jobs that have any fact of a kind, with the greatest number of each. */
export const ANY_NAME = 0

/** The kinds that have such a list. */
export const KINDS_WITH_ANY: readonly number[] = [FACT_KINDS.tag, FACT_KINDS.userTag]
