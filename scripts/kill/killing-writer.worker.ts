// The journal's writer that kills its process at a commit of which the main thread says which it is.
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

/** How many commits are left before the kill, negative for no kill; and whether the last one is made. */
const [COMMITS_LEFT, IS_COMMITTED] = [0, 1]
const control = new Int32Array(workerData as SharedArrayBuffer)

const exec: (this: DatabaseSync, sql: string) => void = Reflect.get(DatabaseSync.prototype, 'exec')
DatabaseSync.prototype.exec = function (sql) {
  const isLast = sql === 'COMMIT' && Atomics.load(control, COMMITS_LEFT) === 0
  if (isLast && Atomics.load(control, IS_COMMITTED) === 0) process.kill(process.pid, 'SIGKILL')
  exec.call(this, sql)
  if (isLast) process.kill(process.pid, 'SIGKILL')
  if (sql === 'COMMIT' && Atomics.load(control, COMMITS_LEFT) > 0) Atomics.sub(control, COMMITS_LEFT, 1)
}

await import('#main/storage/journal/writer.worker.ts')
