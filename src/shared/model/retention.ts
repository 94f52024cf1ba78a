import { z } from 'zod'
import { appError } from '#shared/errors/catalogue.ts'
import { isEnd } from './job-state.ts'
import { JOB_STATES } from './job.ts'
import { turnConditions } from './query/index.ts'
import { fail, ok, type Result } from './result.ts'

/** The service may still have the result of a younger job. */
export const MIN_RETENTION_DAYS = 3
export const MAX_RETENTION_DAYS = 3650

/** Which jobs are deleted by themselves: those made so many days ago or earlier that have ended, but for those to keep. */
export const retentionRuleSchema = z.object({
  days: z.number().int().min(MIN_RETENTION_DAYS).max(MAX_RETENTION_DAYS),
  /** Conditions of the History's query: a job that meets one of them stays. */
  keep: z.string().max(1000),
})
export type RetentionRule = z.infer<typeof retentionRuleSchema>

/** What a rule would delete at one moment. */
export interface RetentionPreview {
  /** Unix ms: that moment. */
  readonly at: number
  readonly jobs: number
  /** Of all jobs there are. */
  readonly total: number
  /** Of their results. */
  readonly bytes: number
  /** When the oldest and the newest of them were made, Unix ms; null without any. */
  readonly from: number | null
  readonly to: number | null
  /** How many of each workflow, most first. */
  readonly workflows: readonly { readonly name: string; readonly jobs: number }[]
  /** The query of the History that finds them. */
  readonly query: string
}

const ENDED = JOB_STATES.filter(isEnd).join()

/** The query of the jobs that a rule deletes. Refused where a job to keep is written with a `-`. */
export function toRetentionQuery({ days, keep }: RetentionRule): Result<string> {
  const kept = turnConditions(keep)
  if (kept === null) return fail(appError('retention.turned'))
  return ok([`state:${ENDED}`, `before:${days}d`, ...kept].join(' '))
}
