// The journal's writer on a disk that a test fills and frees: SQLite then says what it says of a full disk.
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

const SQLITE_FULL = 13
const full = new Int32Array(workerData as SharedArrayBuffer)

class FullDisk extends Error {
  readonly code = 'ERR_SQLITE_ERROR'
  readonly errcode = SQLITE_FULL
}

const exec: (this: DatabaseSync, sql: string) => void = Reflect.get(DatabaseSync.prototype, 'exec')
DatabaseSync.prototype.exec = function (sql) {
  if (sql === 'COMMIT' && Atomics.load(full, 0) === 1) throw new FullDisk('database or disk is full')
  exec.call(this, sql)
}

await import('#main/storage/journal/writer.worker.ts')
