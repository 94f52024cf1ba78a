import { z } from 'zod'
import { MAX_QUERY_LENGTH } from './query/query.ts'

/** Which jobs are run again, each as a new job with `retryOf`. *May have started* ones only when asked for. */
export const rerunInputSchema = z.object({
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('jobs'), jobIds: z.array(z.string().min(1)).min(1).max(100_000) }),
    /** Failed and refused jobs of a run; of one cause only, when `cause` names it. */
    z.object({
      kind: z.literal('run'),
      runId: z.string().min(1),
      cause: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
    /** All that match a query of the grammar on a connection; null for every connection. */
    z.object({
      kind: z.literal('query'),
      connectionId: z.string().min(1).nullable(),
      query: z.string().max(2 * MAX_QUERY_LENGTH),
    }),
  ]),
  /** Another workflow than theirs. */
  workflowId: z.string().trim().max(128).optional(),
  includeUnknown: z.boolean(),
  /** Also those that a rerun has finished already, or that are on their way in one. */
  includeRerun: z.boolean().optional(),
  /** Also those whose source another job has done since, or has on its way. */
  includeElsewhere: z.boolean().optional(),
  /** No more jobs than these, since the person was told this number; those that came since stay as they are. */
  most: z.number().int().min(1).optional(),
})
export type RerunInput = z.infer<typeof rerunInputSchema>

/** What running again would do. Jobs of several connections or workflows become a run each. */
export interface RerunPreview {
  readonly jobs: number
  readonly runs: number
  /** *May have started* ones among the matches: left out unless asked for. */
  readonly unknown: number
  /** Matches that cannot be run again now (still waiting or running). */
  readonly open: number
  /** Jobs it would make whose source has another job that may have started: they may be billed twice. */
  readonly unclear: number
  /**
   * Matches whose source has a newer result of another job, or another job on its way: left out unless asked for, since they
   * are billed once more.
   */
  readonly elsewhere: number
  /** The workflows it would run with. */
  readonly workflowIds: readonly string[]
  /** The connections it would run on. */
  readonly connectionIds: readonly string[]
  /**
   * Matches that were run again before with the same workflow, and of which the rerun has finished, is under way or may have started: left out unless
   * asked for. `finished`: of them; `at`: when the newest of their reruns was made, Unix ms.
   */
  readonly again: {
    readonly jobs: number
    readonly finished: number
    readonly at: number
    /** The run of that one. */
    readonly runId: string
  } | null
}
