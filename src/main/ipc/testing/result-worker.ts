import { Worker } from 'node:worker_threads'

/** The real thread that reads large results, run by Node's type stripping. */
export const spawnResultWorker = (): Worker =>
  new Worker(new URL(import.meta.resolve('#main/ipc/kept-results/result.worker.ts')))

/** The real thread that reads results into facts, in the same way. */
export const spawnFactsWorker = (): Worker =>
  new Worker(new URL(import.meta.resolve('#main/storage/facts/facts.worker.ts')))

/** The real thread that reads large answers, in the same way. */
export const spawnBodyFileWorker = (): Worker =>
  new Worker(new URL(import.meta.resolve('#main/filestack/results/body-file.worker.ts')))
