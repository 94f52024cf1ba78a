import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { json, type Answer } from '#sandbox/answer.ts'
import { badRequest, type Context, type SandboxRequest } from '#sandbox/context.ts'
import { readInteger, readText } from '#sandbox/json.ts'
import type { PartGrant } from '#sandbox/uploads.ts'
import { openUpload } from './upload.ts'

const MAX_PARTS = 10_000

/** `POST /multipart/upload`: answers where to upload one part, and with which headers. */
export async function requestPart(context: Context, request: SandboxRequest): Promise<Answer> {
  const { at } = request
  const opened = await openUpload(context, request)
  if (!opened.ok) return opened.answer
  const { body, upload } = opened
  const part = readInteger(body, 'part')
  const size = readInteger(body, 'size')
  const md5 = readText(body, 'md5')
  if (part === null || part < 1 || part > MAX_PARTS)
    return badRequest('part must be 1 to 10000', 'UPL', at, 'part')
  if (size === null || size < 1) return badRequest('size must be greater than 0', 'UPL', at, 'size')
  if (md5 === null || Buffer.from(md5, 'base64').length !== 16)
    return badRequest('md5 must be base64 of 16 bytes', 'UPL', at, 'md5')
  const [{ headers }, signature] = context.uploads.grant(upload, part, size, md5, at)
  const base = context.url()
  const query = new URLSearchParams({
    partNumber: String(part),
    uploadId: upload.uploadId,
    'X-Sandbox-Signature': signature,
  })
  return json(200, { location_url: base, url: `${base}${upload.uri}?${query.toString()}`, headers })
}

/** The PUT of one part's bytes to that address. Errors are in XML, as the storage writes them. */
export async function putPart(context: Context, request: SandboxRequest): Promise<Answer> {
  const query = new URLSearchParams(request.query)
  const upload = context.uploads.find(query.get('uploadId'))
  const grant = upload?.grants.get(query.get('X-Sandbox-Signature') ?? '')
  if (grant === undefined || grant.upload.uri !== request.path) return storageError(403, 'AccessDenied')
  if (!hasSignedHeaders(request, grant)) return storageError(403, 'SignatureDoesNotMatch')
  const file = await context.uploads.createTemporaryPath()
  const hash = createHash('md5')
  try {
    await pipeline(
      request.stream,
      async function* pass(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(file),
    )
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  const digest = hash.digest()
  if (digest.toString('base64') !== grant.md5) {
    await rm(file, { force: true })
    return storageError(400, 'BadDigest')
  }
  const etag = `"${digest.toString('hex')}"`
  await context.uploads.store(grant, { size: grant.size, etag, file })
  return { status: 200, type: 'text/plain', body: '', headers: { ETag: etag } }
}

/** Whether a request has all signed headers unchanged, the right length, and no further `x-amz-` header. */
function hasSignedHeaders({ headers }: SandboxRequest, grant: PartGrant): boolean {
  const signedHeaders = Object.entries(grant.headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  )
  const names = new Set(signedHeaders.map(([name]) => name))
  return (
    signedHeaders.every(([name, value]) => headers[name] === value) &&
    headers['content-length'] === String(grant.size) &&
    Object.keys(headers).every((name) => !name.startsWith('x-amz-') || names.has(name))
  )
}

function storageError(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`
  return { status, type: 'application/xml', body, note: { reason: code } }
}
