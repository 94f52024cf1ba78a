import { Worker } from 'node:worker_threads'
import type { SpawnExportWorker } from '#main/export/export-jobs.ts'
import { findThread } from '#main/lib/testing/bundled-thread.ts'

/** The real thread that reads large results. */
export const spawnResultWorker = (): Worker =>
  new Worker(findThread(import.meta.resolve('#main/ipc/kept-results/result.worker.ts')))

/** The real thread that reads results into facts. */
export const spawnFactsWorker = (): Worker =>
  new Worker(findThread(import.meta.resolve('#main/storage/facts/facts.worker.ts')))

/** The real thread that reads large answers. */
export const spawnBodyFileWorker = (): Worker =>
  new Worker(findThread(import.meta.resolve('#main/filestack/results/body-file.worker.ts')))

/** The real thread that writes exports. */
export const spawnExportWorker: SpawnExportWorker = (workerData) =>
  new Worker(findThread(import.meta.resolve('#main/export/export.worker.ts')), { workerData })
