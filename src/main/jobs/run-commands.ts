import { setImmediate as turn } from 'node:timers/promises'
import { JournalError, type JournalReader, type NewJob } from '#main/storage/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import type { ActiveRun, ActiveRuns } from './active-runs.ts'
import type { Commits } from './commits.ts'
import type { RunRequest } from './engine-api.ts'
import type { EnginePorts } from './ports.ts'

/** Jobs made before the event loop gets its turn. */
const PORTION = 2000
/** Jobs of a whole run that changed are told up to this many: one more than a receiver's batch holds. */
const TOLD = 501

export interface RunCommandsOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: Commits
  readonly runs: ActiveRuns
  /** Something may be sent on this connection. */
  readonly pump: (connectionId: string) => void
}

/** What a person does with a run. A failure of the journal is an answer, not an exception. */
export class RunCommands {
  readonly #options: RunCommandsOptions

  constructor(options: RunCommandsOptions) {
    this.#options = options
  }

  /** Writes the run with all its jobs in one transaction; only then the first one is sent. */
  async create(request: RunRequest): Promise<Result<Run>> {
    const { ports, commits, runs, reader } = this.#options
    const refused = await this.#refusal(request)
    if (refused !== null) return fail(refused)
    const { connectionId, workflowId } = request
    const id = ports.newId()
    const jobs = await this.#newJobs(request)
    return answering(async () => {
      const createdAt = ports.clock.now()
      await commits.write((writer) => writer.createRun({ id, connectionId, workflowId, createdAt, jobs }))
      const run = await reader.run(id)
      if (run === null) return fail(appError('run.missing'))
      runs.add(run)
      await this.#tellJobs(id, 'ready')
      ports.onRun(run)
      this.#options.pump(connectionId)
      return ok(run)
    })
  }

  /** Sends nothing more; what is in flight ends as it does. */
  pause(runId: string): Promise<Result<Run>> {
    return this.#change(runId, async (run) => {
      if (run.state === 'running') await this.#options.runs.halt(run, 'paused', null)
    })
  }

  /** What waits is not sent any more; what was sent is watched to its end. */
  stop(runId: string): Promise<Result<Run>> {
    return this.#change(runId, async (run) => {
      if (run.state === 'running' || run.state === 'paused')
        await this.#options.runs.halt(run, 'stopping', null)
      if (run.state === 'stopping') await this.stopWaiting(runId)
    })
  }

  /** Goes on after a pause. Refused ones are sent again when they were why it paused, or when all had ended. */
  async resume(runId: string): Promise<Result<Run>> {
    const { commits, runs, ports } = this.#options
    commits.wake()
    return answering(async () => {
      const found = await this.#options.reader.run(runId)
      if (found === null) return fail(appError('run.missing'))
      const active = runs.get(runId)
      if (active?.state === 'running') return ok({ ...found, state: 'running' })
      const back: readonly JobState[] =
        active?.state === 'paused' ? (active.pausedBy === null ? [] : ['rejected']) : ['rejected', 'stopped']
      if (back.length === 2 && found.counts.rejected + found.counts.stopped === 0) return ok(found)
      const now = ports.clock.now()
      if (back.length > 0) await commits.write((writer) => writer.changeAll(runId, back, 'queued', now))
      await this.readyQueued(runId)
      const run = active ?? runs.add(found)
      await runs.goOn(run)
      await this.#tellJobs(runId, 'ready')
      this.#options.pump(run.connectionId)
      return this.#answer(runId)
    })
  }

  /** Handles, URLs and alias paths are ready as they are. */
  async readyQueued(runId: string): Promise<void> {
    const now = this.#options.ports.clock.now()
    await this.#options.commits.write((writer) => writer.changeAll(runId, ['queued'], 'ready', now))
  }

  async stopWaiting(runId: string): Promise<void> {
    const now = this.#options.ports.clock.now()
    const moved = await this.#options.commits.write((writer) =>
      writer.changeAll(runId, WAITING_STATES, 'stopped', now),
    )
    if (moved > 0) await this.#tellJobs(runId, 'stopped')
    this.#options.runs.touch(runId)
  }

  /** A command on a run that is not done; on one that is, it changes nothing. */
  async #change(runId: string, change: (run: ActiveRun) => Promise<void>): Promise<Result<Run>> {
    const run = this.#options.runs.get(runId)
    return answering(async () => {
      if (run !== null) await run.serial.run(() => change(run))
      return this.#answer(runId)
    })
  }

  async #answer(runId: string): Promise<Result<Run>> {
    const run = await this.#options.runs.read(runId)
    return run === null ? fail(appError('run.missing')) : ok(run)
  }

  async #refusal({ connectionId, workflowId, jobs }: RunRequest) {
    if (workflowId === '') return appError('workflow.missing')
    if (/[\s/]/.test(workflowId)) return appError('workflow.invalidId')
    if (jobs.length === 0) return appError('source.none')
    if (jobs.some(({ source }) => source.kind === 'file')) return appError('source.filesNotYet')
    const credentials = await this.#options.ports.credentials(connectionId)
    return credentials.ok ? null : credentials.error
  }

  async #newJobs(request: RunRequest): Promise<readonly NewJob[]> {
    const made: NewJob[] = []
    for (const [position, { source, sealed, labels = {}, retryOf = null }] of request.jobs.entries()) {
      const id = this.#options.ports.newId()
      const initial = { state: 'ready', jobid: null, attached: false } as const
      made.push({ id, position, source, sealed, labels, retryOf, ...initial })
      if (made.length % PORTION === 0) await turn()
    }
    return made
  }

  async #tellJobs(runId: string, state: Job['state']): Promise<void> {
    const { jobs } = await this.#options.reader.page({ runId, states: [state] }, null, TOLD)
    for (const job of jobs) this.#options.ports.onJob(job)
  }
}

/** A journal that cannot be written or read is told as an error. */
export async function answering<T>(command: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await command()
  } catch (cause) {
    if (cause instanceof JournalError) return fail(cause.error)
    throw cause
  }
}
