import { parentPort, workerData } from 'node:worker_threads'
import { createRedactor } from '#main/redact/redactor.ts'
import { toStorageError } from '#main/storage/journal/storage-failure.ts'
import { toExportError } from './export-failure.ts'
import { STOP, type ExportMessage, type ExportTask } from './export-task.ts'
import { writeExport } from './write-export.ts'

if (parentPort === null) throw new Error('export.worker runs as a worker only')

const port = parentPort
/** Between two reports of how far it is, ms. */
const PROGRESS_INTERVAL_MS = 100

const stop = new AbortController()
const say = (message: ExportMessage): void => port.postMessage(message)
port.on('message', (told) => {
  if (told === STOP) stop.abort()
})

let saidAt = performance.now()
const onRows = (rows: number): void => {
  if (performance.now() - saidAt < PROGRESS_INTERVAL_MS) return
  saidAt = performance.now()
  say({ kind: 'progress', rows })
}

try {
  const report = await writeExport(workerData as ExportTask, { onRows, signal: stop.signal })
  say({ kind: 'done', report })
} catch (cause) {
  // What the history's file says is told as such; else it is the file that is written.
  const error = isSqlite(cause) ? toStorageError(cause) : null
  say({ kind: 'failed', error: error ?? toExportError(cause, createRedactor().redact) })
}
port.close()

function isSqlite(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_SQLITE')
}
