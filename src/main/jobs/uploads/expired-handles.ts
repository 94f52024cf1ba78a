import { fingerprintFile } from '#main/filestack/upload/file-fingerprint.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { RunResumer } from '#main/jobs/commands/resume-runs.ts'
import { findRefusalCause, NO_RATE_HINT } from '#main/jobs/scheduling/request-limiter.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'

/**
 * Answers to the question for a handle that count as expired. 401 and 403 come under a policy without `stat`, which cannot
 * tell: then the file is uploaded, and if its new handle is refused, too, the job ends as refused.
 */
const EXPIRED_STATUSES: readonly (number | undefined)[] = [404, 401, 403]

/** Handles that were known before the run and that the service does not know any more: their files are uploaded again. */
export class ExpiredHandles {
  readonly #context: EngineContext
  readonly #resumer: Pick<RunResumer, 'requeue'>

  constructor(context: EngineContext, resumer: Pick<RunResumer, 'requeue'>) {
    this.#context = context
    this.#resumer = resumer
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
    await this.#context.runs.keepOpen(job.runId, () => this.#requeue(job, error))
    return true
  }

  async #requeue(job: Job, error: AppError): Promise<void> {
    const { transitions, ports } = this.#context
    const rejected = await transitions.transitionDurably(job, 'rejected', {
      error,
      endedAt: ports.clock.now(),
    })
    if (rejected === null) return
    const fresh = { handle: null, error: null, endedAt: null, sentAt: null }
    const queued = await transitions.transitionDurably(rejected, 'queued', fresh)
    if (queued !== null) await this.#resumer.requeue(queued)
  }

  async #isExpired(connectionId: string, handle: string): Promise<boolean> {
    const { client, ports, schedulers, signal, canSend } = this.#context
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok || !canSend()) return false
    const question = schedulers.get(connectionId).requestNow(async (permit, limiter) => {
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
    const uploads = await this.#context.reader.storedOfSizes(connectionId, [fingerprint.data.size])
    const goneAt = this.#context.ports.clock.now()
    for (const { id } of uploads.filter((upload) => upload.handle === handle)) {
      await this.#context.transitions.untilWritten(async (writer) => {
        await writer.changeUpload({ id, goneAt })
      })
    }
  }
}
