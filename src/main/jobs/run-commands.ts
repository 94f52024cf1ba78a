import { setImmediate as turn } from 'node:timers/promises'
import type { JobAbout } from '#main/filestack/client.ts'
import { PackedList } from '#main/packed-list.ts'
import { JournalError, type JournalReader, type NewJob, type NewRun } from '#main/storage/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { isAtHand, WAITING_STATES } from '#shared/model/job-state.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { NO_OPTIONS, type Run } from '#shared/model/run.ts'
import type { ActiveRun } from './active-run.ts'
import type { ActiveRuns } from './active-runs.ts'
import { tallyOf } from './allowance.ts'
import { attachedJob } from './attached.ts'
import type { Commits } from './commits.ts'
import type { RunRequest } from './engine-api.ts'
import type { Poller } from './poller.ts'
import type { EnginePorts } from './ports.ts'
import { queueFailedUploads } from './uploads/failed-again.ts'
import type { Uploads } from './uploads/uploads.ts'

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
  readonly uploads: Pick<Uploads, 'begin' | 'end'>
  readonly poller: Pick<Poller, 'watch'>
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
    const refused = await this.refusal(request)
    if (refused !== null) return fail(refused)
    const { connectionId, workflowId } = request
    const id = ports.newId()
    const jobs = await this.#newJobs(request)
    return answering(async () => {
      const createdAt = ports.clock.now()
      const { options = NO_OPTIONS, retryOf = null } = request
      await commits.write((writer) =>
        writer.createRun({ id, connectionId, workflowId, createdAt, options, retryOf, jobs }),
      )
      const run = await reader.run(id)
      if (run === null) return fail(appError('run.missing'))
      runs.add(run, { starts: 0, refused: 0 })
      await this.#tellJobs(id, 'ready')
      if (run.counts.queued > 0) await this.#tellJobs(id, 'queued')
      ports.onRun(run)
      this.#options.pump(connectionId)
      await this.#options.uploads.begin(id)
      return ok(run)
    })
  }

  /** A run of one job that the service has already: watched to its end. */
  async attach(connectionId: string, jobid: string, about: JobAbout): Promise<Result<Job>> {
    const { ports, commits, runs, reader, poller } = this.#options
    const [id, createdAt] = [ports.newId(), ports.clock.now()]
    const jobs = [attachedJob(ports.newId(), jobid, about)]
    const run = {
      id,
      connectionId,
      workflowId: about.workflow ?? '',
      createdAt,
      options: NO_OPTIONS,
      retryOf: null,
    }
    await commits.write((writer) => writer.createRun({ ...run, jobs }))
    const [made, [job]] = [await reader.run(id), await reader.inState('started', null, 1, id)]
    if (made === null || job === undefined) return fail(appError('run.missing'))
    runs.add(made, { starts: 0, refused: 0 })
    ports.onJob(job)
    ports.onRun(made)
    poller.watch(job, true)
    return ok(job)
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
    const { commits, runs, reader } = this.#options
    commits.wake()
    return answering(async () => {
      const known = runs.get(runId)
      if (known !== null) return known.serial.run(() => this.#goOn(known))
      const found = await reader.run(runId)
      if (found === null) return fail(appError('run.missing'))
      if (!hasSentAgain(found)) return ok(found)
      const active = runs.add(found, await tallyOf(reader, found))
      return active.serial.run(() => this.#goOn(active))
    })
  }

  async #goOn(run: ActiveRun): Promise<Result<Run>> {
    const { commits, runs, ports, reader } = this.#options
    if (run.state === 'running') return this.#answer(run.id)
    // It ended while this waited for its turn.
    if (runs.get(run.id) !== run) return this.resume(run.id)
    const isPaused = run.state === 'paused'
    const back = isPaused ? sentAgain(run.pausedBy) : (['rejected', 'stopped'] as const)
    const found = isPaused ? null : await runs.read(run.id)
    if (found !== null && !hasSentAgain(found)) return ok(found)
    return runs.keepOpen(run.id, async () => {
      const now = ports.clock.now()
      if (back.length > 0) await commits.write((writer) => writer.changeAll(run.id, back, 'queued', now))
      if (isPaused && back.length > 0) await queueFailedUploads(reader, commits, run.id)
      await this.readyQueued(run.id)
      if (back.length > 0) run.tally.refused = 0
      await runs.goOn(run)
      await this.#tellJobs(run.id, 'ready')
      this.#options.pump(run.connectionId)
      return this.#answer(run.id)
    })
  }

  /** Handles, URLs and alias paths are ready as they are; files without a handle stay queued for their upload. */
  async readyQueued(runId: string): Promise<void> {
    await this.#options.commits.write((writer) => writer.readyAtHand(runId))
  }

  async stopWaiting(runId: string): Promise<void> {
    const now = this.#options.ports.clock.now()
    const moved = await this.#options.commits.write((writer) =>
      writer.changeAll(runId, WAITING_STATES, 'stopped', now),
    )
    if (moved > 0) await this.#tellJobs(runId, 'stopped')
    this.#options.uploads.end(runId)
    this.#options.runs.touch(runId)
  }

  /**
   * A job waits again: its run goes on with it, unless it is paused. One that stops goes on only when a person `asked`;
   * else the job is stopped with the others.
   */
  async waitsAgain(job: Job, asked: boolean): Promise<void> {
    const run = await this.#atWork(job.runId)
    await run?.serial.run(() => this.#waits(run, job, asked))
  }

  /** One of its jobs is watched again: a run that was done is open until that one has ended. */
  async watchesAgain(runId: string): Promise<void> {
    const { runs } = this.#options
    const run = await this.#atWork(runId)
    await run?.serial.run(async () => {
      if (run.state === 'done') await runs.goOn(run)
    })
  }

  async #atWork(runId: string): Promise<ActiveRun | null> {
    const { runs, reader } = this.#options
    const known = runs.get(runId)
    if (known !== null) return known
    const found = await reader.run(runId)
    return found === null ? null : runs.add(found, await tallyOf(reader, found))
  }

  async #waits(run: ActiveRun, job: Job, asked: boolean): Promise<void> {
    const { runs, uploads, pump, commits, ports } = this.#options
    if (runs.get(run.id) !== run) return this.waitsAgain(job, asked)
    if (run.state === 'stopping' && !asked) {
      await commits.settle(job, 'stopped', { endedAt: ports.clock.now() })
      return
    }
    if (run.state === 'stopping' || run.state === 'done') await runs.goOn(run)
    if (run.state !== 'running') return
    if (job.state === 'ready') run.feed.add(job)
    pump(run.connectionId)
    await uploads.begin(run.id)
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

  /** Why a run cannot be made as things are; null when it can. */
  async refusal({ connectionId, workflowId, jobs }: RunRequest): Promise<AppError | null> {
    if (workflowId === '') return appError('workflow.missing')
    if (/[\s/]/.test(workflowId)) return appError('workflow.invalidId')
    if (jobs.length === 0) return appError('source.none')
    const credentials = await this.#options.ports.credentials(connectionId)
    return credentials.ok ? null : credentials.error
  }

  async #newJobs(request: RunRequest): Promise<NewRun['jobs']> {
    const made = new PackedList<NewJob>()
    for (const each of request.jobs) {
      const { source, sealed, labels = {}, retryOf = null, handle = null } = each
      const id = this.#options.ports.newId()
      const state = isAtHand({ source, handle }) ? 'ready' : 'queued'
      const initial = { state, jobid: null, attached: false } as const
      made.push({ id, position: made.length, source, sealed, labels, retryOf, handle, ...initial })
      if (made.length % PORTION === 0) await turn()
    }
    return made
  }

  async #tellJobs(runId: string, state: Job['state']): Promise<void> {
    const { jobs } = await this.#options.reader.page({ runId, states: [state] }, null, TOLD)
    for (const job of jobs) this.#options.ports.onJob(job)
  }
}

/** Only a pause that refusals were the reason of sends them again: by the service, or here before anything was sent. */
function sentAgain(pausedBy: AppError | null): readonly JobState[] {
  return /^(?:run\.refusedAlike|policy\..+|signature\..+)$/.test(pausedBy?.code ?? '') ? ['rejected'] : []
}

const hasSentAgain = ({ counts }: Run): boolean => counts.rejected + counts.stopped > 0

/** A journal that cannot be written or read is told as an error. */
export async function answering<T>(command: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await command()
  } catch (cause) {
    if (cause instanceof JournalError) return fail(cause.error)
    throw cause
  }
}
