import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { AppError } from '#shared/errors/app-error.ts'
import { BodyDamagedError, openBody } from '#main/storage/bodies.ts'
import type { JournalReader, StoredBody } from '#main/storage/journal/journal.ts'

/** Headers that make the page treat the bytes as data, whatever they are: never as a document or a script. */
const DATA_HEADERS = {
  'content-type': 'application/octet-stream',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'accept-ranges': 'none',
  'cache-control': 'no-store',
} as const

/**
 * `/results/<job>`: the kept body, byte for byte, as fast as the page reads it. It is always the whole one: whether its bytes are
 * those that were received can be told of all of them only.
 */
export function createResultStream(
  reader: Pick<JournalReader, 'body'>,
  onDamaged: (error: AppError) => void = () => undefined,
) {
  return async (request: Request, url: URL): Promise<Response> => {
    const body = await reader.body(decodeURIComponent(url.pathname.slice('/results/'.length)))
    if (body === null || !(await isThere(body))) return new Response(null, { status: 404 })
    const { bytes } = body.info
    const content = request.method === 'HEAD' || bytes === 0 ? null : await openWhole(body, onDamaged)
    return new Response(content, { headers: { ...DATA_HEADERS, 'content-length': String(bytes) } })
  }
}

/** A result whose file was removed by somebody is not kept. */
async function isThere(body: StoredBody): Promise<boolean> {
  if (body.kind === 'inline') return true
  return stat(body.path).then(
    ({ size }) => size === body.info.bytes,
    () => false,
  )
}

/** All bytes, also when they are not those that were received; then the damage is reported. */
async function openWhole(
  body: StoredBody,
  onDamaged: (error: AppError) => void,
): Promise<ReadableStream<Uint8Array>> {
  const stream = await openBody(body)
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) yield new Uint8Array(chunk as Uint8Array)
    } catch (cause) {
      if (!(cause instanceof BodyDamagedError)) throw cause
      onDamaged(cause.error)
    }
  }
  return Readable.toWeb(Readable.from(read(), { objectMode: false })) as ReadableStream<Uint8Array>
}
