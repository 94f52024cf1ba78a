import type { Worker } from 'node:worker_threads'
import { IdleWorker } from '#main/lib/idle-worker.ts'
import { isIntactBody } from '#main/lib/body-file.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { BodyInfo } from '#shared/model/job.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { selectBytes, type ResultSelection } from './select-bytes.ts'

/** The thread keeps the body that it read last, so it ends after this time without a request, ms. */
const IDLE_MS = 10_000

/** A request to the thread. */
export interface ResultQuestion {
  readonly path: string
  readonly info: BodyInfo
  readonly selection: ResultSelection
}

/** Starts `result.worker.ts`. */
export type SpawnResultWorker = () => Worker

/** Reads parts of kept results. */
export interface KeptResults {
  /** The selected part of the kept body of a job, or why there is none. */
  readonly select: (jobId: string, selection: ResultSelection) => Promise<Result<Uint8Array>>
}

/**
 * Reads parts of kept results, those of a large one in a thread: reading 100 MB through takes seconds, and main's loop goes
 * on meanwhile. The questions are answered one after another, so that one large body is in memory at a time.
 */
export function createKeptResults(
  reader: Pick<JournalReader, 'body'>,
  spawn: SpawnResultWorker,
): KeptResults {
  const thread = new IdleWorker<ResultQuestion, Result<Uint8Array>>(spawn, IDLE_MS)
  return {
    select: async (jobId, selection) => {
      const body = await reader.body(jobId)
      if (body === null) return fail(appError('job.noResult'))
      if (body.kind === 'file') return thread.ask({ path: body.path, info: body.info, selection })
      return isIntactBody(body.info, body.bytes)
        ? selectBytes(body.bytes, selection)
        : fail(appError('job.resultDamaged'))
    },
  }
}
