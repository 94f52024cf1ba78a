import type { Worker } from 'node:worker_threads'
import { appError } from '#shared/errors/catalogue.ts'
import type { Result } from '#shared/model/result.ts'
import { ExportFailure } from './export-failure.ts'
import { STOP, type ExportMessage, type ExportReport, type ExportTask } from './export-task.ts'
import { writeFileInPlace } from './write-in-place.ts'

/** Starts `export.worker.ts`. */
export type SpawnExportWorker = (task: ExportTask) => Worker

interface ExportOptions {
  readonly spawn: SpawnExportWorker
  readonly task: Omit<ExportTask, 'temporary'>
  /** The path that the person chose. */
  readonly path: string
  readonly redact: (text: string) => string
  readonly onRows: (rows: number) => void
  readonly signal: AbortSignal
}

/**
 * Writes jobs as a file, in a thread. The file appears under its name when it is complete; what was there stays until then.
 * Errors: those of `export.`; those of the journal.
 */
export const exportJobsAsFile = (options: ExportOptions): Promise<Result<ExportReport>> =>
  writeFileInPlace(options, (temporary) => runThread(options, temporary))

function runThread({ spawn, task, onRows, signal }: ExportOptions, temporary: string): Promise<ExportReport> {
  if (signal.aborted) return Promise.reject(new ExportFailure(appError('export.stopped')))
  return new Promise((resolve, reject) => {
    const worker = spawn({ ...task, temporary })
    const stop = (): void => worker.postMessage(STOP, [])
    signal.addEventListener('abort', stop)
    worker.on('message', (message: ExportMessage) => {
      if (message.kind === 'progress') onRows(message.rows)
      else if (message.kind === 'done') resolve(message.report)
      else reject(new ExportFailure(message.error))
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop)
      reject(new Error('its thread ended'))
    })
  })
}
