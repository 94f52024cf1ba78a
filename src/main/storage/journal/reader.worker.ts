import { DatabaseSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import { appError } from '#shared/errors/catalogue.ts'
import { createJournalReads, type JournalReads } from './reads/journal-reads.ts'
import { createReplier, type Call, type ReaderApi } from './rpc.ts'
import { journalFile } from './journal-database.ts'

if (parentPort === null) throw new Error('reader.worker runs as a worker only')

let db: DatabaseSync | null = null
let reads: JournalReads | null = null
let folder: string | null = null
const port = parentPort
// Each answer is sent by itself, so that none waits for a slower one.
const reply = createReplier(
  (answered) => port.postMessage([answered]),
  () => folder,
)

port.on('message', (calls: readonly Call<ReaderApi>[]) => {
  for (const call of calls) {
    try {
      reply.value(call.id, answer(call))
    } catch (cause) {
      reply.failure(call.id, cause)
    }
  }
})

function answer(call: Call<ReaderApi>): unknown {
  if (call.method === 'open') {
    folder = call.args[0]
    db = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
    reads = createJournalReads(db, folder, (what) =>
      port.postMessage([{ kind: 'notice', error: appError('journal.unreadableRow', { what }) }]),
    )
    return undefined
  }
  if (call.method === 'close') {
    db?.close()
    db = null
    reads = null
    return undefined
  }
  if (reads === null) throw Object.assign(new Error('the journal is not open'), { code: 'EBADF' })
  // Each call carries the arguments of its own method (`Call`), which TypeScript cannot follow through an index.
  const method = reads[call.method] as (...args: readonly unknown[]) => unknown
  return method(...call.args)
}
