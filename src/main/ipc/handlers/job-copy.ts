import { readFile } from 'node:fs/promises'
import type { JournalReader, StoredBody } from '#main/storage/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatJson, sliceAt } from '#shared/model/json/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** The kept body of a job, byte for byte, or why there is none. */
export async function bodyOf(
  reader: Pick<JournalReader, 'body'>,
  jobId: string,
): Promise<Result<Uint8Array>> {
  const body = await reader.body(jobId)
  const bytes = body === null ? null : await bytesOf(body)
  return bytes === null ? fail(appError('job.noResult')) : ok(bytes)
}

/**
 * What is copied: `raw` the bytes received, `json` indented with key order and numbers exact; both of the node that the
 * RFC 6901 pointer names (the empty one: the whole).
 */
export async function copyOf(
  reader: Pick<JournalReader, 'body'>,
  jobId: string,
  as: 'raw' | 'json',
  pointer: string,
): Promise<Result<Uint8Array>> {
  const body = await bodyOf(reader, jobId)
  if (!body.ok) return body
  const node = pointer === '' ? body.data : sliceAt(body.data, pointer)
  if (node === null) return fail(appError('job.noNode'))
  return ok(as === 'raw' ? node : formatJson(node))
}

async function bytesOf(body: StoredBody): Promise<Uint8Array | null> {
  if (body.kind === 'inline') return body.bytes
  return readFile(body.path).catch(() => null)
}
