import { createReadStream } from 'node:fs'
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
  'accept-ranges': 'bytes',
  'cache-control': 'no-store',
} as const

/** `/results/<job>`: the kept body, byte for byte, as fast as the page reads it; a single range of bytes when asked for. */
export function createResultStream(
  reader: Pick<JournalReader, 'body'>,
  onDamaged: (error: AppError) => void = () => undefined,
) {
  return async (request: Request, url: URL): Promise<Response> => {
    const body = await reader.body(decodeURIComponent(url.pathname.slice('/results/'.length)))
    if (body === null || !(await isThere(body))) return new Response(null, { status: 404 })
    const total = body.info.bytes
    const range = parseRange(request.headers.get('range'), total)
    if (range === 'none') {
      return new Response(null, { status: 416, headers: { 'content-range': `bytes */${total}` } })
    }
    const { from, to } = range ?? { from: 0, to: total - 1 }
    const headers = {
      ...DATA_HEADERS,
      'content-length': String(to - from + 1),
      ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${total}` }),
    }
    const status = range === null ? 200 : 206
    const isWhole = from === 0 && to === total - 1
    const content = isWhole ? await openWhole(body, onDamaged) : selectPart(body, from, to)
    return new Response(request.method === 'HEAD' || total === 0 ? null : content, {
      status,
      headers,
    })
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

function selectPart(
  body: StoredBody,
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (body.kind === 'inline') return new Uint8Array(body.bytes.subarray(from, to + 1))
  return Readable.toWeb(createReadStream(body.path, { start: from, end: to })) as ReadableStream<Uint8Array>
}

/** The one range of `bytes=`; null for the whole body (also for forms that may be ignored), `none` past the end. */
function parseRange(
  header: string | null,
  total: number,
): { readonly from: number; readonly to: number } | 'none' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, total - Number(last)) : Number(first)
  const to = first === '' || last === '' ? total - 1 : Math.min(Number(last), total - 1)
  if (from >= total) return 'none'
  return from > to ? null : { from, to }
}
