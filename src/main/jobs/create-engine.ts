import type { FilestackClient } from '#main/filestack/client.ts'
import type { UploadClient } from '#main/filestack/upload/client.ts'
import { createTransfer } from '#main/filestack/upload/create-transfer.ts'
import { JournalError, type Journal } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import { ActiveRuns } from './runs/active-runs.ts'
import { Rerun } from './commands/rerun.ts'
import { StartLimits } from './scheduling/start-limits.ts'
import { JobTransitions } from './runs/job-transitions.ts'
import type { Engine } from './engine.ts'
import { RunResumer } from './commands/resume-runs.ts'
import { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { JobCommands } from './commands/job-commands.ts'
import { ConnectionScheduler } from './scheduling/connection-scheduler.ts'
import { Poller } from './polling/poller.ts'
import { OutputFileDownloader, type FileStore } from './output-files/output-file-downloader.ts'
import type { EnginePorts } from './engine-ports.ts'
import { recover } from './commands/recover.ts'
import { RunCommands } from './commands/run-commands.ts'
import { Sender } from './sending/sender.ts'
import { ExpiredHandles } from './uploads/expired-handles.ts'
import { createUploadSlotsByConnection } from './uploads/upload-slots.ts'
import { UploadCommands } from './commands/upload-commands.ts'
import { UploadScheduler } from './uploads/upload-scheduler.ts'

export interface EngineOptions {
  /** Held with the folder's lease, and not `readOnly`: an engine without a pen would ask and keep nothing. */
  readonly journal: Journal
  readonly client: FilestackClient
  readonly uploadClient: UploadClient
  readonly ports: EnginePorts
  /** Gets and keeps produced files. Left out: none are kept, whatever the setting. */
  readonly files?: FileStore
}

/** Puts the engine together. Nothing is sent before `start`, except for runs created meanwhile. */
export function createEngine(options: EngineOptions): Engine {
  const { journal, client, uploadClient, files } = options
  const { reader } = journal
  const clock = new MonotonicClock(options.ports.clock)
  const ports: EnginePorts = { ...options.ports, clock }
  const aborted = new AbortController()
  const { signal } = aborted
  const lanes = new Map<string, ConnectionScheduler>()
  const underWay = new Set<Promise<void>>()
  let online = true
  let closing = false
  const open = (): boolean => online && !closing

  const commits: JobTransitions = new JobTransitions({
    writer: journal.writer,
    clock,
    onJob: (job) => {
      ports.onJob(job)
      runs.noteChange(job.runId)
    },
    onHalt: (error) => {
      ports.onNotice(error)
      runs.pauseAll(error)
    },
  })
  const runs: ActiveRuns = new ActiveRuns(reader, clock, commits, ports.onRun, (id) => uploads.moved(id))

  /** Only what the journal fails with is expected; all else is a bug and comes up as an unhandled rejection. */
  const track = (work: Promise<void>): void => {
    const done = work
      .catch((cause: unknown) => {
        if (!(cause instanceof JournalError)) throw cause
        commits.halt(cause.error)
      })
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }

  const poller: Poller = new Poller({
    client,
    reader,
    ports,
    commits,
    signal,
    track,
    onArchived: (job) => keeper?.want(job),
    isScarce: (connectionId) => lane(connectionId).isRateScarce,
    onDue: (entries) => {
      const connections = new Set(entries.map(({ job }) => job.connectionId))
      for (const entry of entries) lane(entry.job.connectionId).enqueuePoll(entry)
      for (const id of connections) lane(id).sendNext()
    },
  })
  const sender = new Sender({
    client,
    reader,
    ports,
    commits,
    runs,
    signal,
    open,
    onBilled: (connectionId) => allowance.noteStart(connectionId),
    onGone: (job, error) => gone.uploadsAgain(job, error),
    onStarted: (job) => poller.watch(job),
  })
  const pump = (connectionId: string): void => lane(connectionId).sendNext()
  const allowance = new StartLimits({ reader, clock, limits: ports.limits, runs, track, pump })

  const lane = (connectionId: string): ConnectionScheduler => {
    const known = lanes.get(connectionId)
    if (known !== undefined) return known
    const made = new ConnectionScheduler({
      connectionId,
      limits: () => ports.limits(connectionId),
      clock,
      random: ports.random,
      runs,
      track,
      mayStart: (run) => allowance.decide(run),
      pause: (run, reason) => sender.pause(run, reason),
      onRateStatus: ports.onRateStatus,
      send: (...args) => sender.send(...args),
      poll: (...args) => poller.poll(...args),
    })
    made.setRunning(open())
    lanes.set(connectionId, made)
    return made
  }

  const uploads: UploadScheduler = new UploadScheduler({
    reader,
    ports,
    commits,
    runs,
    // By the computer's clock, as the client reads what the service says of its rate.
    transfer: createTransfer({ client: uploadClient, clock: options.ports.clock, random: ports.random }),
    room: createUploadSlotsByConnection({
      clock: options.ports.clock,
      random: ports.random,
      parts: () => ports.uploadLimits().parts,
    }),
    track,
    onReady: (job) => {
      runs.get(job.runId)?.feed.add(job)
      pump(job.connectionId)
    },
  })
  const runCommands: RunCommands = new RunCommands({ reader, ports, commits, runs, pump, uploads, poller })
  const goingOn = new RunResumer({ reader, ports, commits, runs, pump, uploads })
  const uploadCommands = new UploadCommands({ reader, ports, commits, runs, uploads, goingOn })
  const waitsAgain = (job: Job): Promise<void> => goingOn.requeue(job, false)
  const gone = new ExpiredHandles({ client, reader, ports, commits, runs, lane, signal, open, waitsAgain })
  const again = new Rerun(reader, runCommands)
  const jobCommands = new JobCommands({
    client,
    reader,
    ports,
    commits,
    poller,
    runCommands,
    goingOn,
    lane,
    signal,
    open,
  })

  const keeper =
    files === undefined
      ? null
      : new OutputFileDownloader({ reader, ports, commits, files, lane, signal, track })

  const moveLanes = (): void => {
    for (const each of lanes.values()) each.setRunning(open())
    keeper?.move(open())
    uploads.move(open())
  }

  return {
    async start(setting, only) {
      const report = await recover(
        { reader, commits, runs, poller, runCommands, goingOn, uploads },
        setting,
        only,
      )
      for (const connectionId of runs.connections()) pump(connectionId)
      if (keeper !== null) track(keeper.restore())
      return report
    },
    createRun: (request) => runCommands.create(request),
    pause: (runId) => runCommands.pause(runId),
    resume: (runId) => goingOn.resume(runId),
    stop: (runId) => runCommands.stop(runId),
    attach: (jobId, remoteJobId) => jobCommands.attach(jobId, remoteJobId),
    attachNew: (connectionId, remoteJobId) => jobCommands.attachNew(connectionId, remoteJobId),
    acknowledge: (jobId) => jobCommands.acknowledge(jobId),
    rerunJob: (jobId) => jobCommands.rerun(jobId),
    setWatching: (jobId, watching) => jobCommands.setWatching(jobId, watching),
    requeueJob: (jobId) => uploadCommands.requeue(jobId),
    stopJob: (jobId) => uploadCommands.stopJob(jobId),
    setUploadPaused: (jobId, held) => uploadCommands.setUploadPaused(jobId, held),
    uploadProgress: (runId) => uploads.progress(runId),
    rerun: (request) => again.run(request),
    rerunPreview: (request) => again.preview(request),
    rateStatuses: () => [...lanes.values()].map((each) => each.rateStatus()),
    setOnline(now) {
      if (now) clock.resume()
      else clock.suspend()
      online = now
      moveLanes()
      poller.setOnline(open())
    },
    async close(graceMs) {
      closing = true
      moveLanes()
      poller.setOnline(false)
      const grace = Promise.withResolvers<void>()
      const cancel = clock.after(graceMs, grace.resolve)
      await Promise.race([Promise.all(underWay), grace.promise])
      cancel()
      aborted.abort()
      commits.close()
      await Promise.allSettled([...underWay, ...runs.endsBeingWritten()])
      for (const each of lanes.values()) each.close()
    },
  }
}
