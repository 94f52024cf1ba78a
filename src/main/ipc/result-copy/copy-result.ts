import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Worker } from 'node:worker_threads'
import { isIntactBody } from '#main/storage/bodies.ts'
import type { JournalReader, StoredBody } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { BodyInfo } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { selectBytes, type CopySelection } from './select-bytes.ts'

/** A larger body is read and checked in a thread of its own: main's loop goes on meanwhile. */
const MAX_READ_HERE_BYTES = 1024 * 1024

/** Starts `copy.worker.ts` on a body's file. */
export type SpawnCopyWorker = (
  cut: CopySelection & { readonly path: string; readonly info: BodyInfo },
) => Worker

/** The kept body of a job, byte for byte, or why there is none. */
export async function readBody(
  reader: Pick<JournalReader, 'body'>,
  jobId: string,
): Promise<Result<Uint8Array>> {
  return readBytes(await reader.body(jobId))
}

/** What is copied of a job's kept body; of a large one in a thread of its own. */
export async function copyResult(
  reader: Pick<JournalReader, 'body'>,
  cutThread: SpawnCopyWorker,
  jobId: string,
  cut: CopySelection,
): Promise<Result<Uint8Array>> {
  const body = await reader.body(jobId)
  const isWhole = cut.as === 'raw' && cut.pointer === ''
  if (body?.kind === 'file' && (!isWhole || body.info.bytes > MAX_READ_HERE_BYTES))
    return awaitWorker(cutThread({ ...cut, path: body.path, info: body.info }))
  const content = await readBytes(body)
  return content.ok ? selectBytes(content.data, cut) : content
}

async function readBytes(body: StoredBody | null): Promise<Result<Uint8Array>> {
  const bytes = body?.kind === 'file' ? await readFile(body.path).catch(() => null) : (body?.bytes ?? null)
  if (body === null || bytes === null) return fail(appError('job.noResult'))
  return isIntactBody(body.info, bytes) ? ok(bytes) : fail(appError('job.resultDamaged'))
}

async function awaitWorker(thread: Worker): Promise<Result<Uint8Array>> {
  const [answer] = (await once(thread, 'message')) as [Result<Uint8Array>]
  return answer
}
