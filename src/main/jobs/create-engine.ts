import type { FilestackClient } from '#main/filestack/client.ts'
import type { UploadClient } from '#main/filestack/upload/client.ts'
import { createTransfer } from '#main/filestack/upload/create-transfer.ts'
import { JournalError, type Journal } from '#main/storage/journal.ts'
import type { Job } from '#shared/model/job.ts'
import { ActiveRuns } from './active-runs.ts'
import { Again } from './again.ts'
import { Allowance } from './allowance.ts'
import { Commits } from './commits.ts'
import type { Engine } from './engine-api.ts'
import { GoingOn } from './going-on.ts'
import { EvenClock } from './even-clock.ts'
import { JobCommands } from './job-commands.ts'
import { Lane } from './lane.ts'
import { Poller } from './poller.ts'
import { Keeper, type FileStore } from './produced/keeper.ts'
import type { EnginePorts } from './ports.ts'
import { restart } from './restart.ts'
import { RunCommands } from './run-commands.ts'
import { Sender } from './sender.ts'
import { GoneHandles } from './uploads/gone.ts'
import { createRooms } from './uploads/rooms.ts'
import { UploadCommands } from './uploads/upload-commands.ts'
import { Uploads } from './uploads/uploads.ts'

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
  const clock = new EvenClock(options.ports.clock)
  const ports: EnginePorts = { ...options.ports, clock }
  const aborted = new AbortController()
  const { signal } = aborted
  const lanes = new Map<string, Lane>()
  const underWay = new Set<Promise<void>>()
  let online = true
  let closing = false
  const open = (): boolean => online && !closing

  const commits: Commits = new Commits({
    writer: journal.writer,
    clock,
    onJob: (job) => {
      ports.onJob(job)
      runs.touch(job.runId)
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
    isScarce: (connectionId) => lane(connectionId).scarce,
    onDue: (entries) => {
      const connections = new Set(entries.map(({ job }) => job.connectionId))
      for (const entry of entries) lane(entry.job.connectionId).due(entry)
      for (const id of connections) lane(id).pump()
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
    onBilled: (connectionId) => allowance.started(connectionId),
    onGone: (job, error) => gone.uploadsAgain(job, error),
    onStarted: (job) => poller.watch(job),
  })
  const pump = (connectionId: string): void => lane(connectionId).pump()
  const allowance = new Allowance({ reader, clock, limits: ports.limits, runs, track, pump })

  const lane = (connectionId: string): Lane => {
    const known = lanes.get(connectionId)
    if (known !== undefined) return known
    const made = new Lane({
      connectionId,
      limits: () => ports.limits(connectionId),
      clock,
      random: ports.random,
      runs,
      track,
      mayStart: (run) => allowance.of(run),
      pause: (run, reason) => sender.pause(run, reason),
      onPace: ports.onPace,
      send: (...args) => sender.send(...args),
      poll: (...args) => poller.poll(...args),
    })
    made.move(open())
    lanes.set(connectionId, made)
    return made
  }

  const uploads: Uploads = new Uploads({
    reader,
    ports,
    commits,
    runs,
    // By the computer's clock, as the client reads what the service says of its rate.
    transfer: createTransfer({ client: uploadClient, clock: options.ports.clock, random: ports.random }),
    room: createRooms({
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
  const goingOn = new GoingOn({ reader, ports, commits, runs, pump, uploads })
  const uploadCommands = new UploadCommands({ reader, ports, commits, runs, uploads, goingOn })
  const waitsAgain = (job: Job): Promise<void> => goingOn.waitsAgain(job, false)
  const gone = new GoneHandles({ client, reader, ports, commits, runs, lane, signal, open, waitsAgain })
  const again = new Again(reader, runCommands)
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
    files === undefined ? null : new Keeper({ reader, ports, commits, files, lane, signal, track })

  const moveLanes = (): void => {
    for (const each of lanes.values()) each.move(open())
    keeper?.move(open())
    uploads.move(open())
  }

  return {
    async start(setting, only) {
      const report = await restart(
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
    attach: (jobId, jobid) => jobCommands.attach(jobId, jobid),
    attachNew: (connectionId, jobid) => jobCommands.attachNew(connectionId, jobid),
    leave: (jobId) => jobCommands.leave(jobId),
    runAgain: (jobId) => jobCommands.runAgain(jobId),
    watch: (jobId, watching) => jobCommands.watch(jobId, watching),
    tryAgain: (jobId) => uploadCommands.tryAgain(jobId),
    stopJob: (jobId) => uploadCommands.stopJob(jobId),
    holdUpload: (jobId, held) => uploadCommands.holdUpload(jobId, held),
    uploads: (runId) => uploads.progress(runId),
    again: (request) => again.run(request),
    againPreview: (request) => again.preview(request),
    paces: () => [...lanes.values()].map((each) => each.pace()),
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
      await Promise.allSettled([...underWay, ...runs.ending()])
      for (const each of lanes.values()) each.close()
    },
  }
}
