import type { Readable } from 'node:stream'
import { appError } from '#shared/errors/catalogue.ts'
import { formatBytes } from '#shared/format/bytes.ts'
import { MAX_PREVIEW_BYTES } from '#shared/model/bounds.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** All bytes of a body, which ends when there are too many. Rejects when it breaks off. */
export async function readBytes(body: Readable, announced: number): Promise<Result<Uint8Array>> {
  const tooLarge = fail(appError('picture.tooLarge', { limit: formatBytes(MAX_PREVIEW_BYTES) }))
  if (announced > MAX_PREVIEW_BYTES) {
    body.on('error', () => undefined).destroy()
    return tooLarge
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > MAX_PREVIEW_BYTES) return tooLarge
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}
