// The journal's writer on a disk of which a test says how many commits it takes: each later one finds it full.
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

const SQLITE_FULL = 13
/** What `DiskControl` writes: how many commits are left; negative for as many as there are. */
const commitsLeft = new Int32Array(workerData as SharedArrayBuffer)

class FullDisk extends Error {
  readonly code = 'ERR_SQLITE_ERROR'
  readonly errcode = SQLITE_FULL
}

const exec: (this: DatabaseSync, sql: string) => void = Reflect.get(DatabaseSync.prototype, 'exec')
DatabaseSync.prototype.exec = function (sql) {
  if (sql === 'COMMIT') {
    const left = Atomics.load(commitsLeft, 0)
    if (left === 0) throw new FullDisk('database or disk is full')
    if (left > 0) Atomics.sub(commitsLeft, 0, 1)
  }
  exec.call(this, sql)
}

await import('#main/storage/journal/writer.worker.ts')
