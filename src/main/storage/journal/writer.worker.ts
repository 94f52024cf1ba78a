import { parentPort } from 'node:worker_threads'
import { PackedList } from '#main/lib/packed-list.ts'
import { assertNever } from '#shared/model/assert.ts'
import { GroupCommit } from './group-commit.ts'
import type { NewJob } from './journal.ts'
import { answering, together, type Call, type Reply, type WriterApi } from './rpc.ts'
import { openStore, type Store } from './journal-database.ts'
import { writing, type Writing } from './journal-writes.ts'

if (parentPort === null) throw new Error('writer.worker runs as a worker only')
const port = parentPort

interface Journal {
  readonly store: Store
  readonly group: GroupCommit
  readonly writes: Writing
}

let journal: Journal | null = null
let folder: string | null = null
/** Jobs of runs that are about to be created, in the portions of a `PackedList`. */
const staged = new Map<string, Uint8Array<ArrayBuffer>[]>()
const post = together<Reply>((replies) => port.postMessage(replies))
const reply = answering(post, () => folder)

port.on('message', (calls: readonly Call<WriterApi>[]) => {
  for (const call of calls) {
    try {
      handle(call)
    } catch (cause) {
      reply.failure(call.id, cause)
    }
  }
})

function handle(call: Call<WriterApi>): void {
  switch (call.method) {
    case 'open': {
      folder = call.args[0]
      const store = openStore(folder, call.args[1])
      if (store.readOnly) store.db.close()
      else journal = { store, group: new GroupCommit(store.db), writes: writing(store.db, folder) }
      reply.value(call.id, { readOnly: store.readOnly, notices: store.notices })
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
    case 'createRun': {
      const [run, lastJobs, before] = call.args
      const portions = staged.get(run.id) ?? []
      staged.delete(run.id)
      if (portions.length !== before) throw unusable('its worker stopped')
      const jobs = new PackedList<NewJob>(portions, lastJobs)
      write(call.id, (writes) => writes.createRun(run, jobs))
      return
    }
    case 'change':
      write(call.id, (writes) => writes.change(...call.args))
      return
    case 'changeRun':
      write(call.id, (writes) => writes.changeRun(...call.args))
      return
    case 'changeAll':
      write(call.id, (writes) => writes.changeAll(...call.args))
      return
    case 'readyAtHand':
      write(call.id, (writes) => writes.readyAtHand(...call.args))
      return
    case 'archive':
      write(call.id, (writes) => writes.archive(...call.args))
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
    case 'keepFile':
      write(call.id, (writes) => writes.keepFile(...call.args))
      return
    case 'close':
      journal?.group.flush()
      if (journal !== null) {
        journal.store.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
        journal.store.db.close()
        journal = null
      }
      reply.value(call.id, undefined)
      return
    default:
      assertNever(call)
  }
}

function write(id: number, run: (writes: Writing) => unknown): void {
  if (journal === null) throw unusable('the journal is not open')
  const { group, writes } = journal
  group.add({
    run: () => run(writes),
    committed: (value) => reply.value(id, value),
    failed: (cause) => reply.failure(id, cause),
  })
}

/** A failure of the journal, not a bug: told as `journal.unwritable`. */
const unusable = (why: string): Error => Object.assign(new Error(why), { code: 'EBADF' })
