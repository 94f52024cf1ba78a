import type { Worker } from 'node:worker_threads'
import { IdleWorker, type WorkerMessage } from '#main/lib/idle-worker.ts'
import type { BodyFile } from '#main/lib/body-file.ts'
import type { Result } from '#shared/model/result.ts'
import { readBodyFile, type BodyReading } from './read-body.ts'

/** The thread ends after this time without a question, ms. */
const IDLE_MS = 10_000

export type BodyFileQuestion = WorkerMessage<BodyFile>
export type BodyFileAnswer = WorkerMessage<Result<BodyReading, string>>

/** Reads a large answer. Rejects when its file cannot be read. */
export type ReadBodyFile = (file: BodyFile) => Promise<BodyReading>

/** Starts `body-file.worker.ts`. */
export type SpawnBodyFileWorker = () => Worker

/** Reads large answers in a thread, one after another, so that no more than one is read at a time. */
export function createBodyFileReader(spawn: SpawnBodyFileWorker): ReadBodyFile {
  const worker = new IdleWorker<BodyFile, BodyFileAnswer['value']>(spawn, IDLE_MS)
  return async (file) => {
    const reading = await worker.ask(file)
    if (!reading.ok) throw new Error(reading.error)
    return reading.data
  }
}

/** Reads at once, in the thread of the caller. */
export const readBodyFileHere: ReadBodyFile = async (file) => readBodyFile(file)
