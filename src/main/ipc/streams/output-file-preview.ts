import { pipeline, Readable, Transform } from 'node:stream'
import { MAX_PREVIEW_BYTES } from '#shared/model/bounds.ts'
import type { Result } from '#shared/model/result.ts'
import type { Download } from '#main/filestack/download.ts'
import { openOutputFile } from './open-output-file.ts'
import type { OutputFile } from './output-file.ts'

export interface OutputFileAccess {
  readonly find: (jobId: string, pointer: string) => Promise<Result<OutputFile>>
  readonly download: (url: string) => Promise<Result<Download>>
}

/** The types that a card may show. An SVG is only used in an `<img>`, where no script of it runs. */
const IMAGE_TYPES = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/

/** `/files/<job>?pointer=…`: a picture that a task of this job made, fetched by main from the connection's CDN. */
export function createOutputFilePreview({ find, download }: OutputFileAccess) {
  return async (_request: Request, url: URL): Promise<Response> => {
    const jobId = decodeURIComponent(url.pathname.slice('/files/'.length))
    const file = await find(jobId, url.searchParams.get('pointer') ?? '')
    if (!file.ok) return new Response(null, { status: 404 })
    const got = await openOutputFile(file.data, download)
    if (!got.ok) return new Response(null, { status: 502 })
    const { type, length, body } = got.data
    if (!IMAGE_TYPES.test(type) || (length ?? 0) > MAX_PREVIEW_BYTES) {
      body.destroy()
      return new Response(null, { status: IMAGE_TYPES.test(type) ? 413 : 415 })
    }
    // An error ends both streams, and the page gets an incomplete picture.
    const picture = pipeline(body, limitBytes(MAX_PREVIEW_BYTES), () => undefined)
    return new Response(Readable.toWeb(picture) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': type,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        ...(length === null ? {} : { 'content-length': String(length) }),
      },
    })
  }
}

/** Fails after this many bytes. */
function limitBytes(most: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      seen += chunk.length
      done(seen > most ? new Error('the picture is too large') : null, chunk)
    },
  })
}
