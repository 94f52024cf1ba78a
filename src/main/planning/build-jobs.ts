import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { RequestedJob } from '#main/jobs/engine.ts'
import { sealSource } from '#main/storage/connections/sealed-source.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toKeptSource, type Labels, type PlannedSource } from './planned-source.ts'
import type { PlanningRules } from './planning-rules.ts'
import { screenLabels, screenSource } from './screen-sources.ts'

/** Jobs built before the event loop gets its turn. */
const JOBS_PER_TURN = 2000

/** The job of a source, or why it must not be run: screened for secrets, presigned links sealed, links in labels cut. */
export async function buildJob(
  planned: PlannedSource,
  labels: Labels | null,
  line: number,
  rules: PlanningRules,
): Promise<Result<RequestedJob>> {
  const refusal = refuseJob(planned, labels, line, rules)
  if (refusal !== null) return fail(refusal)
  const { source, secret } = toKeptSource(planned, rules.cdnHosts)
  return ok({
    source,
    sealed: secret === null ? null : await sealSource(secret, rules.sealing),
    ...(labels === null ? {} : { labels: redactLabels(labels, rules.redact) }),
    ...(planned.kind === 'file' ? { handle: planned.handle } : {}),
  })
}

/** Why a job must not be made; null when it may. */
const refuseJob = (
  planned: PlannedSource,
  labels: Labels | null,
  line: number,
  rules: PlanningRules,
): AppError | null =>
  screenSource(planned, line, rules) ?? (labels === null ? null : screenLabels(labels, line, rules))

/** The jobs of a whole list; the first source that must not be run refuses all of them. */
export async function buildJobs(
  sources: readonly PlannedSource[],
  labels: readonly (Labels | null)[],
  rules: PlanningRules,
): Promise<Result<readonly RequestedJob[]>> {
  const jobs: RequestedJob[] = []
  for (const [index, source] of sources.entries()) {
    const job = await buildJob(source, labels[index] ?? null, index + 1, rules)
    if (!job.ok) return job
    jobs.push(job.data)
    if (jobs.length % JOBS_PER_TURN === 0) await yieldToEventLoop()
  }
  return ok(jobs)
}

const redactLabels = (labels: Labels, redact: PlanningRules['redact']): Labels =>
  Object.fromEntries(Object.entries(labels).map((pair) => [pair[0], redact(pair[1])]))
