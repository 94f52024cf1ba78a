import { Worker } from 'node:worker_threads'

/** The real thread that reads large results, run by Node's type stripping. */
export const spawnResultWorker = (): Worker =>
  new Worker(new URL(import.meta.resolve('#main/ipc/kept-results/result.worker.ts')))
