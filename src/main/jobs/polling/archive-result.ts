import type { StatusOutcome } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job, JobPatch } from '#shared/model/job.ts'
import type { Description } from '#shared/model/results/index.ts'
import { engineWords } from '#shared/text/engine.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import { measureBody } from '#main/lib/body-file.ts'
import type { Clock } from '#main/lib/clock.ts'
import { selectOutputFiles, type FileConnection } from '#main/jobs/output-files/output-files.ts'
import type { PolledJob } from './polled-job.ts'

type Ended = Extract<StatusOutcome, { readonly kind: 'ended' }>

/**
 * Keeps the final answer byte for byte and ends the job, in one commit. Rejects with a `JournalError`.
 * `connection`: tells which links are output files; null when none are counted.
 */
export async function archiveResult(
  transitions: JobTransitions,
  clock: Clock,
  polled: PolledJob,
  outcome: Ended,
  connection: FileConnection | null,
): Promise<Job | null> {
  const endedAt = clock.now()
  const { remoteStatus } = outcome
  const outputFiles = connection === null ? null : selectOutputFiles(outcome.facts, connection)
  const patch: JobPatch = {
    remoteStatus,
    endedAt,
    polls: polled.requests,
    durationMs: outcome.durationMs ?? endedAt - polled.startedAt,
    forgottenAt: findDeadline(polled, outcome),
    error: outcome.end === 'failed' ? toFailure(outcome) : null,
    files: outputFiles === null ? null : { kept: 0, total: outputFiles.length },
    ...describe(outcome),
  }
  return transitions.archive(polled.job, outcome.end, patch, outcome.body)
}

/** Why the service ended the job as failed, in its own words if the body has any. */
function toFailure({ remoteStatus, facts }: Ended): AppError {
  const detail = facts.failureWords
  return appError('service.failed', { status: remoteStatus }, detail === null ? {} : { detail })
}

/** When the ttl begins is not documented, so this is the earliest possible deadline, Unix ms. */
function findDeadline({ startedAt }: PolledJob, { ttl, serverUpdatedAt, durationMs }: Ended): number | null {
  if (ttl === null) return null
  const created = serverUpdatedAt === null || durationMs === null ? Infinity : serverUpdatedAt - durationMs
  return Math.min(startedAt, created) + ttl * 1000
}

/** A result that was too large to be read through says only how large it is. */
const describe = ({ body, facts }: Ended): Description =>
  facts.description ?? { summary: engineWords.largeResult(measureBody(body)), verdict: 'none' }
