import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import { journalWorkers } from '#main/storage/testing/journals.ts'

/** A disk that takes so many more commits and is full from then on, until it is freed. */
export function createFailingDisk() {
  const memory = new SharedArrayBuffer(4)
  const commitsLeft = new Int32Array(memory)
  const url = findThread(import.meta.resolve('#main/jobs/testing/failing-disk.worker.ts'))
  Atomics.store(commitsLeft, 0, -1)
  return {
    spawn: { ...journalWorkers(), writer: () => new Worker(url, { workerData: memory }) },
    failAfter: (commits: number): void => void Atomics.store(commitsLeft, 0, commits),
    free: (): void => void Atomics.store(commitsLeft, 0, -1),
    /** Whether it was full when something was to be written. */
    isFull: (): boolean => Atomics.load(commitsLeft, 0) === 0,
  }
}
