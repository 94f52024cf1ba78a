import { parentPort, Worker, workerData } from 'node:worker_threads'
import { removeIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import { assertNever } from '#shared/model/assert.ts'
import { commitAll, GroupCommit } from './writes/group-commit.ts'
import type { CreationCommand, JournalProgress, NewJob } from './journal.ts'
import {
  Checkpoints,
  isCheckpointThreadData,
  serveCheckpoints,
  type CheckpointThreadData,
} from './checkpoints.ts'
import { compactJournal } from './compact-journal.ts'
import type { JournalCommand } from './journal-command.ts'
import { createReplier, batchPerTask, type Call, type Reply, type WriterApi } from './rpc.ts'
import { journalFile, openJournalDatabase, type JournalDatabase } from './journal-database.ts'
import { createJournalWrites, type JournalWrites } from './writes/journal-writes.ts'
import type { PendingCommand } from './writes/pending-commands.ts'
import type { RunToCreate } from './writes/run-creation.ts'
import type { Slices } from './writes/slices.ts'

/** A command that could not be completed is tried again after this time, ms. */
const RETRY_INTERVAL_MS = 1000
/** What was deleted is looked at this often: it is removed for good once it cannot be restored any more, ms. */
const UPKEEP_INTERVAL_MS = 3_600_000

if (parentPort === null) throw new Error('writer.worker runs as a worker only')
const port = parentPort

interface OpenJournal {
  readonly database: JournalDatabase
  readonly groupCommit: GroupCommit
  readonly writes: JournalWrites
  readonly checkpoints: Checkpoints
}

let journal: OpenJournal | null = null
let folder: string | null = null
let upkeep: NodeJS.Timeout | undefined
/** Jobs of runs that are about to be created, in the portions of a `PackedList`. */
const staged = new Map<string, Uint8Array<ArrayBuffer>[]>()
const post = batchPerTask<Reply>((replies) => port.postMessage(replies))
const reply = createReplier(post, () => folder)

// The writer starts a second thread of this module for its checkpoints.
if (isCheckpointThreadData(workerData)) serveCheckpoints(port, workerData)
else port.on('message', handleAll)

function handleAll(calls: readonly Call<WriterApi>[]): void {
  for (const call of calls) {
    try {
      handle(call)
    } catch (cause) {
      reply.failure(call.id, cause)
    }
  }
}

function handle(call: Call<WriterApi>): void {
  switch (call.method) {
    case 'open': {
      folder = call.args[0]
      // Posted at once: the thread answers nothing else until the journal is open.
      const onProgress = (progress: JournalProgress): void =>
        port.postMessage([{ kind: 'progress', progress }] satisfies Reply[])
      const database = openJournalDatabase(folder, call.args[1], onProgress)
      if (database.readOnly) database.db.close()
      else {
        journal = openWriting(database, folder)
        removeIncomingBodies(folder)
        completeEarlier(journal, call.args[1])
      }
      reply.value(call.id, { readOnly: database.readOnly, notices: database.notices })
      return
    }
    case 'stage': {
      const [runId, portion] = call.args
      const portions = staged.get(runId) ?? []
      portions.push(portion)
      staged.set(runId, portions)
      reply.value(call.id, undefined)
      return
    }
    case 'createRuns': {
      const [command, handedOver] = call.args
      const runs = handedOver.map(({ run, lastJobs, portions }) => {
        const staged_ = staged.get(run.id) ?? []
        staged.delete(run.id)
        if (staged_.length !== portions) throw toUnusableError('its worker stopped')
        return { run, jobs: new PackedList<NewJob>(staged_, lastJobs) }
      })
      createRuns(call.id, command, runs)
      return
    }
    case 'execute':
      execute(call.id, ...call.args)
      return
    case 'endRun':
      write(call.id, (writes) => writes.endRun(...call.args))
      return
    case 'change':
      write(call.id, (writes) => writes.change(...call.args))
      return
    case 'changeRun':
      write(call.id, (writes) => writes.changeRun(...call.args))
      return
    case 'markRemoteSourcesReady':
      write(call.id, (writes) => writes.markRemoteSourcesReady(...call.args))
      return
    case 'archive':
      // A result is at the service for hours yet.
      write(call.id, (writes) => writes.archive(...call.args), true)
      return
    case 'archiveFile':
      write(call.id, (writes) => writes.archiveFile(...call.args))
      return
    case 'createUpload':
      write(call.id, (writes) => writes.createUpload(...call.args))
      return
    case 'changeUpload':
      write(call.id, (writes) => writes.changeUpload(...call.args))
      return
    case 'addPart':
      write(call.id, (writes) => writes.addPart(...call.args))
      return
    case 'dropParts':
      write(call.id, (writes) => writes.dropParts(...call.args))
      return
    case 'recordOutputFile':
      write(call.id, (writes) => writes.recordOutputFile(...call.args))
      return
    case 'resealSources':
      write(call.id, (writes) => writes.resealSources(...call.args))
      return
    case 'compact':
      // No message comes within a transaction.
      reply.value(call.id, compactJournal(requireOpen().database.db))
      return
    case 'close':
      void close().then(
        () => reply.value(call.id, undefined),
        (cause: unknown) => reply.failure(call.id, cause),
      )
      return
    default:
      assertNever(call)
  }
}

function openWriting(database: JournalDatabase, inFolder: string): OpenJournal {
  const { db } = database
  const checkpointThread: CheckpointThreadData = { checkpointsOf: journalFile(inFolder) }
  const checkpoints = new Checkpoints(
    db,
    () => new Worker(new URL(import.meta.url), { workerData: checkpointThread }),
  )
  const groupCommit = new GroupCommit(db, checkpoints.noteCommit)
  return { database, groupCommit, writes: createJournalWrites(db, inFolder), checkpoints }
}

async function close(): Promise<void> {
  if (journal === null) return
  const { database, groupCommit, checkpoints } = journal
  journal = null
  clearInterval(upkeep)
  groupCommit.flush(toUnusableError('the journal was closed'))
  await checkpoints.close()
  database.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.db.close()
}

function createRuns(id: number, command: CreationCommand, runs: readonly RunToCreate[]): void {
  const open = requireOpen()
  const { groupCommit, writes } = open
  if (writes.fitsAtOnce(runs)) return write(id, () => writes.createAtOnce(command, runs))
  groupCommit.addSlices({
    slices: writes.createInSlices(command, runs),
    onCommit: (value) => reply.value(id, value),
    onFailure: (cause) => {
      reply.failure(id, cause)
      for (const { run } of runs) removeRun(open, run.id)
    },
  })
}

function execute(callId: number, id: string, at: number, command: JournalCommand): void {
  const open = requireOpen()
  if (!open.writes.isBulk(command)) return write(callId, (writes) => writes.executeCommand(id, at, command))
  const pending = { id, at, command }
  open.groupCommit.addSlices({
    slices: open.writes.executeInSlices(pending),
    onCommit: (value) => reply.value(callId, value),
    onFailure: (cause) => {
      reply.failure(callId, cause)
      completeLater(pending)
    },
  })
}

/** A command that has begun is completed as soon as that can be written, whatever its caller was answered. */
function completeLater(pending: PendingCommand): void {
  setTimeout(() => {
    journal?.groupCommit.addSlices({
      slices: journal.writes.executeInSlices(pending, true),
      onCommit: () => undefined,
      onFailure: () => completeLater(pending),
    })
  }, RETRY_INTERVAL_MS)
}

/** What an earlier process left unfinished. Commands are completed before anybody reads what they are about. */
function completeEarlier({ database, groupCommit, writes }: OpenJournal, now: number): void {
  for (const pending of writes.pendingCommands()) {
    try {
      commitAll(database.db, writes.executeInSlices(pending))
    } catch {
      completeLater(pending)
    }
  }
  for (const runId of writes.incompleteRuns()) removeRun({ groupCommit, writes }, runId)
  addUpkeep(groupCommit, writes.pruneCommands(now))
  const begun = performance.now()
  const removeForGood = (): void =>
    addUpkeep(groupCommit, writes.removeForGood(now + performance.now() - begun))
  removeForGood()
  upkeep = setInterval(removeForGood, UPKEEP_INTERVAL_MS).unref()
}

/** Removes what was written of a run that is not complete. Where that fails, the next start does it. */
function removeRun(
  { groupCommit, writes }: Pick<OpenJournal, 'groupCommit' | 'writes'>,
  runId: string,
): void {
  addUpkeep(groupCommit, writes.removeInSlices(runId))
}

/** Work that nobody waits for. */
function addUpkeep(groupCommit: GroupCommit, slices: Slices<void>): void {
  groupCommit.addSlices({ slices, onCommit: () => undefined, onFailure: () => undefined })
}

function write(id: number, run: (writes: JournalWrites) => unknown, mayWait = false): void {
  const { groupCommit, writes } = requireOpen()
  groupCommit.add({
    run: () => run(writes),
    onCommit: (value) => reply.value(id, value),
    onFailure: (cause) => reply.failure(id, cause),
    mayWait,
  })
}

function requireOpen(): OpenJournal {
  if (journal === null) throw toUnusableError('the journal is not open')
  return journal
}

/** A failure of the journal, not a bug: it is reported as `journal.unwritable`. */
const toUnusableError = (why: string): Error => Object.assign(new Error(why), { code: 'EBADF' })
