import type { FilestackClient } from '#main/filestack/client.ts'
import type { UploadClient } from '#main/filestack/upload/client.ts'
import { createTransfer } from '#main/filestack/upload/create-transfer.ts'
import type { UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import { createUploadSlots, type UploadSlotsOptions } from '#main/filestack/upload/upload-slots.ts'
import { toMonotonicClock } from '#main/lib/monotonic-clock.ts'
import type { Journal } from '#main/storage/journal/journal.ts'
import { CommandExecutor } from './commands/command-executor.ts'
import { UnknownJobs } from './commands/unknown-jobs.ts'
import { LookAgain } from './commands/look-again.ts'
import { DeleteJobs } from './commands/delete-jobs.ts'
import { MarkJobs } from './commands/mark-jobs.ts'
import { JobCommands } from './commands/job-commands.ts'
import { recover } from './commands/recover.ts'
import { Rerun } from './commands/rerun.ts'
import { RunResumer } from './commands/resume-runs.ts'
import { RunCommands } from './commands/run-commands.ts'
import { UploadCommands } from './commands/upload-commands.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail } from '#shared/model/result.ts'
import type { EngineContext } from './engine-context.ts'
import { EngineLifecycle } from './engine-lifecycle.ts'
import type { EnginePorts } from './engine-ports.ts'
import type { Engine } from './engine.ts'
import { OutputFileDownloader, type OutputFileStore } from './output-files/output-file-downloader.ts'
import { Poller } from './polling/poller.ts'
import { ActiveRuns } from './runs/active-runs.ts'
import { JobTransitions } from './runs/job-transitions.ts'
import { ConnectionSchedulers } from './scheduling/connection-schedulers.ts'
import { StartLimits } from './scheduling/start-limits.ts'
import { JobSender } from './sending/sender.ts'
import { createRequestInTurn } from './uploads/request-in-turn.ts'
import { ExpiredHandles } from './uploads/expired-handles.ts'
import { UploadScheduler } from './uploads/upload-scheduler.ts'

export interface EngineOptions {
  /** A journal whose lease is held and that is not `readOnly`: an engine that cannot write would lose what it sends. */
  readonly journal: Journal
  readonly client: FilestackClient
  readonly uploadClient: UploadClient
  readonly ports: EnginePorts
  /** Downloads and keeps output files. Without it none are kept, whatever the setting says. */
  readonly files?: OutputFileStore
}

type EngineParts = ReturnType<typeof createParts>

/** Puts the engine together. Nothing is sent before `start`, except for runs that are created before it. */
export function createEngine(options: EngineOptions): Engine {
  const { context, lifecycle } = createContext(options)
  const parts = createParts(context, options)
  connectParts(context, parts)
  return toEngine(context, lifecycle, parts)
}

/** What all parts share, and who is notified of its changes. */
function createContext({ journal, client, ports: givenPorts }: EngineOptions) {
  const { reader, writer } = journal
  const clock = toMonotonicClock(givenPorts.clock)
  const ports: EnginePorts = { ...givenPorts, clock }
  const transitions = new JobTransitions(writer, clock)
  const runs = new ActiveRuns({ reader, clock, transitions })
  const lifecycle = new EngineLifecycle(transitions)
  const { signal, canSend, track } = lifecycle
  const commands = new CommandExecutor({ reader, transitions, clock, newId: ports.newId })
  const schedulers = new ConnectionSchedulers({ ports, clock, runs, canSend, track })
  transitions.subscribeJob((job) => {
    ports.onJob(job)
    runs.noteChange(job.runId)
  })
  transitions.subscribeFailure((error) => {
    ports.onNotice(error)
    runs.pauseAll(error)
  })
  runs.subscribeRun(ports.onRun)
  const shared = { transitions, commands, runs, schedulers, signal, canSend, track }
  const context: EngineContext = { client, reader, ports, clock, ...shared }
  return { context, lifecycle }
}

/** Makes the parts in order. Each takes the context, and by name the earlier parts that it uses. */
function createParts(context: EngineContext, options: EngineOptions) {
  const { files } = options
  const downloader = files === undefined ? null : new OutputFileDownloader(context, files)
  const poller = new Poller(context, (job) => downloader?.add(job))
  const startLimits = new StartLimits(context)
  const uploads = createUploads(context, options)
  const resumer = new RunResumer(context, uploads)
  const expiredHandles = new ExpiredHandles(context, resumer)
  const sender = new JobSender(context, { startLimits, expiredHandles, poller })
  const runCommands = new RunCommands(context, { uploads, poller })
  const lookAgain = new LookAgain(context, { poller, resumer })
  const jobCommands = new JobCommands(context, { poller, runCommands, resumer, lookAgain })
  const uploadCommands = new UploadCommands(context, { uploads, resumer })
  const rerun = new Rerun(context, runCommands)
  const marks = new MarkJobs(context)
  const deletions = new DeleteJobs(context, { poller, resumer })
  const byPerson = { runCommands, jobCommands, uploadCommands, rerun, lookAgain, marks, deletions }
  return { downloader, poller, startLimits, uploads, resumer, sender, ...byPerson }
}

function createUploads(context: EngineContext, { uploadClient }: EngineOptions): UploadScheduler {
  const { clock, ports } = context
  const { random, uploadLimits } = ports
  return new UploadScheduler({
    ...context,
    transfer: createTransfer({ client: uploadClient, clock, random }),
    slotsFor: createUploadSlotsByConnection(
      { clock, random, parts: () => uploadLimits().parts },
      context.schedulers,
    ),
  })
}

/** The upload slots of each connection, created when they are first asked for. */
function createUploadSlotsByConnection(
  options: UploadSlotsOptions,
  schedulers: ConnectionSchedulers,
): (connectionId: string) => UploadSlots {
  const slotsByConnection = new Map<string, UploadSlots>()
  return (connectionId) => {
    const slots =
      slotsByConnection.get(connectionId) ??
      createUploadSlots({ ...options, requestInTurn: createRequestInTurn(schedulers.get(connectionId)) })
    slotsByConnection.set(connectionId, slots)
    return slots
  }
}

/** Connects the parts that need each other: the schedulers let the parts send, and the parts wake the schedulers. */
function connectParts({ runs, schedulers }: EngineContext, parts: EngineParts): void {
  const { startLimits, sender, poller, uploads } = parts
  runs.subscribeState((runId) => uploads.runStateChanged(runId))
  schedulers.connect({
    decideStart: (run) => startLimits.decide(run),
    prepare: (...job) => sender.prepare(...job),
    poll: (...request) => poller.poll(...request),
  })
}

function toEngine(context: EngineContext, lifecycle: EngineLifecycle, parts: EngineParts): Engine {
  const { runCommands, jobCommands, uploadCommands, rerun, resumer, uploads, downloader, lookAgain } = parts
  const { marks, deletions } = parts
  const unknownJobs = new UnknownJobs(context, { jobCommands, lookAgain })
  return {
    async start(setting, onlyConnection) {
      const report = await recover(context, parts, setting, onlyConnection)
      for (const connectionId of context.runs.connections()) context.schedulers.sendNext(connectionId)
      if (downloader !== null) context.track(downloader.restore())
      return report
    },
    createRun: (...args) => runCommands.create(...args),
    pause: (...args) => runCommands.pause(...args),
    resume: (...args) => resumer.resume(...args),
    stop: (...args) => runCommands.stop(...args),
    attach: (...args) => jobCommands.attach(...args),
    attachNew: (...args) => jobCommands.attachNew(...args),
    acknowledge: (...args) => jobCommands.acknowledge(...args),
    rerunJob: (...args) => jobCommands.rerun(...args),
    lookAgain: (...args) => lookAgain.one(...args),
    lookAgainAll: (...args) => lookAgain.all(...args),
    setWatching: (...args) => jobCommands.setWatching(...args),
    requeueJob: (...args) => uploadCommands.requeue(...args),
    stopJob: (...args) => uploadCommands.stopJob(...args),
    setUploadHeld: (...args) => uploadCommands.setUploadHeld(...args),
    nameRun: (...args) => runCommands.name(...args),
    attachUnknown: (...args) => unknownJobs.attach(...args),
    acknowledgeUnknown: (...args) => unknownJobs.acknowledge(...args),
    sendStopped: (...args) => resumer.sendStopped(...args),
    uploadProgress: (runId) => uploads.progress(runId),
    rerun: (...args) => rerun.run(...args),
    rerunPreview: (request) => rerun.preview(request),
    tagJobs: (...args) => marks.tag(...args),
    noteJobs: (...args) => marks.note(...args),
    deleteJobs: (...args) => deletions.delete(...args),
    restoreJobs: (...args) => deletions.restore(...args),
    unkeptFiles: () => downloader?.findUnkept() ?? null,
    openOutputFile: async (...args) => downloader?.open(...args) ?? fail(appError('file.notNow')),
    keepMissingFiles() {
      if (downloader !== null) context.track(downloader.restore())
    },
    rateStatuses: () => context.schedulers.rateStatuses(),
    setOnline(isOnline) {
      if (isOnline) context.clock.resume()
      else context.clock.suspend()
      lifecycle.setOnline(isOnline)
      applyCanSend(context, parts)
    },
    close: (graceMs) => close(context, lifecycle, parts, graceMs),
  }
}

/** Stops or resumes everything that sends, as the lifecycle says. */
function applyCanSend({ canSend, schedulers }: EngineContext, parts: EngineParts): void {
  const { downloader, uploads, poller } = parts
  schedulers.setRunning(canSend())
  downloader?.setRunning(canSend())
  uploads.setRunning(canSend())
  poller.setRunning(canSend())
}

async function close(
  context: EngineContext,
  lifecycle: EngineLifecycle,
  parts: EngineParts,
  graceMs: number,
): Promise<void> {
  lifecycle.beginClosing()
  applyCanSend(context, parts)
  const grace = Promise.withResolvers<void>()
  const cancelGrace = context.clock.after(graceMs, grace.resolve)
  await Promise.race([lifecycle.finishWork(), grace.promise])
  cancelGrace()
  await lifecycle.abortWork()
  await Promise.allSettled(context.runs.endWrites())
  context.schedulers.close()
}
