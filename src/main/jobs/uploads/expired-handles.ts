import type { FilestackClient } from '#main/filestack/client.ts'
import { fingerprintFile } from '#main/filestack/upload/file-fingerprint.ts'
import { findRefusalCause, NO_RATE_HINT } from '#main/jobs/scheduling/request-limiter.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'

export interface ExpiredHandlesOptions {
  readonly client: FilestackClient
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly transitions: JobTransitions
  readonly runs: ActiveRuns
  readonly schedulerFor: (connectionId: string) => ConnectionScheduler
  readonly signal: AbortSignal
  /** Whether anything may be sent: online, and not closing. */
  readonly isOpen: () => boolean
  /** A job waits again. */
  readonly onRequeued: (job: Job) => Promise<void>
}

/**
 * Answers to the question for a handle that count as expired. 401 and 403 come under a policy without `stat`, which cannot
 * tell: then the file is uploaded, and if its new handle is refused, too, the job ends as refused.
 */
const EXPIRED_STATUSES: readonly (number | undefined)[] = [404, 401, 403]

/** Handles that were known before the run and that the service does not know any more: their files are uploaded again. */
export class ExpiredHandles {
  readonly #options: ExpiredHandlesOptions

  constructor(options: ExpiredHandlesOptions) {
    this.#options = options
  }

  /**
   * True when the job was refused since its known handle has expired: then it waits for its file to be uploaded again. That
   * happens once, since the job has an upload of its own from then on. A 404 may also mean the workflow, therefore the service
   * is asked for the handle itself.
   */
  async requeueIfExpired(job: Job, error: AppError): Promise<boolean> {
    const { source, handle, uploadId } = job
    if (error.status !== 404 || source.kind !== 'file' || handle === null || uploadId !== null) return false
    if (!(await this.#isExpired(job.connectionId, handle))) return false
    await this.#markExpired(job.connectionId, source.path, handle)
    await this.#options.runs.keepOpen(job.runId, () => this.#requeue(job, error))
    return true
  }

  async #requeue(job: Job, error: AppError): Promise<void> {
    const { transitions, ports } = this.#options
    const rejected = await transitions.transitionDurably(job, 'rejected', {
      error,
      endedAt: ports.clock.now(),
    })
    if (rejected === null) return
    const fresh = { handle: null, error: null, endedAt: null, sentAt: null }
    const queued = await transitions.transitionDurably(rejected, 'queued', fresh)
    if (queued !== null) await this.#options.onRequeued(queued)
  }

  async #isExpired(connectionId: string, handle: string): Promise<boolean> {
    const { client, ports, schedulerFor, signal, isOpen } = this.#options
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok || !isOpen()) return false
    const question = schedulerFor(connectionId).requestNow(async (permit, limiter) => {
      permit.tryUse()
      const answer = await client.metadata(credentials.data, handle, signal)
      const cause = answer.ok ? null : findRefusalCause(answer.error, NO_RATE_HINT)
      if (cause === null) limiter.answered(undefined)
      else limiter.refused(NO_RATE_HINT, cause)
      return answer
    })
    const closed = Promise.withResolvers<null>()
    const close = (): void => closed.resolve(null)
    signal.addEventListener('abort', close, { once: true })
    const answer = await Promise.race([question, closed.promise])
    signal.removeEventListener('abort', close)
    return answer?.ok === false && EXPIRED_STATUSES.includes(answer.error.status)
  }

  /** The upload is not offered as an existing one any more. */
  async #markExpired(connectionId: string, path: string, handle: string): Promise<void> {
    const fingerprint = await fingerprintFile(path)
    if (!fingerprint.ok) return
    const uploads = await this.#options.reader.storedOfSizes(connectionId, [fingerprint.data.size])
    const goneAt = this.#options.ports.clock.now()
    for (const { id } of uploads.filter((upload) => upload.handle === handle)) {
      await this.#options.transitions.untilWritten(async (writer) => {
        await writer.changeUpload({ id, goneAt })
      })
    }
  }
}
