import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { JournalReader, StoredBody } from '#main/storage/journal/journal.ts'

/** Data, whatever it holds: never a document, never a script. */
const DATA_HEADERS = {
  'content-type': 'application/octet-stream',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'accept-ranges': 'bytes',
  'cache-control': 'no-store',
} as const

/** `/results/<job>`: the kept body, byte for byte, as fast as the page reads it; a single byte range where asked for. */
export function createResultStream(reader: Pick<JournalReader, 'body'>) {
  return async (request: Request, url: URL): Promise<Response> => {
    const body = await reader.body(decodeURIComponent(url.pathname.slice('/results/'.length)))
    if (body === null || !(await isThere(body))) return new Response(null, { status: 404 })
    const total = body.info.bytes
    const range = rangeOf(request.headers.get('range'), total)
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
    return new Response(request.method === 'HEAD' || total === 0 ? null : partOf(body, from, to), {
      status,
      headers,
    })
  }
}

/** A file that somebody took away is a result that is not kept. */
async function isThere(body: StoredBody): Promise<boolean> {
  if (body.kind === 'inline') return true
  return stat(body.path).then(
    ({ size }) => size === body.info.bytes,
    () => false,
  )
}

function partOf(
  body: StoredBody,
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (body.kind === 'inline') return new Uint8Array(body.bytes.subarray(from, to + 1))
  return Readable.toWeb(createReadStream(body.path, { start: from, end: to })) as ReadableStream<Uint8Array>
}

/** One range of `bytes=`; null for the whole (also for forms that may be ignored), `none` past the end. */
function rangeOf(
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
