import { json, type Answer } from '#sandbox/answer.ts'
import {
  badRequest,
  notFound,
  findAccessRefusal,
  type Context,
  type SandboxRequest,
} from '#sandbox/context.ts'
import { readInteger, isRecord, parseRecord, readText, type JsonRecord } from '#sandbox/json.ts'
import { readSignedPolicy, type PolicyNeed } from '#sandbox/security.ts'
import { LOCATION_REGION, type Upload, type UploadedFile } from '#sandbox/uploads.ts'

/** A list of 10,000 parts has about 700 kB. */
const MAX_BODY_BYTES = 4_000_000
const UPLOAD_CALLS = ['pick', 'store']

/** `POST /multipart/start` */
export async function startUpload(context: Context, request: SandboxRequest): Promise<Answer> {
  const { at } = request
  const body = await readRecord(request)
  if (body === null) return badRequest('Invalid JSON', 'UPL', at, 'body')
  const refused = refusedUpload(context, body, at)
  if (refused !== null) return refused
  const filename = readText(body, 'filename')
  const mimetype = readText(body, 'mimetype')
  const size = readInteger(body, 'size')
  if (filename === null) return badRequest('filename is required', 'UPL', at, 'filename')
  if (mimetype === null) return badRequest('mimetype is required', 'UPL', at, 'mimetype')
  if (size === null || size < 1) return badRequest('size must be greater than 0', 'UPL', at, 'size')
  const { uploadId, uri } = context.uploads.start({ filename, mimetype, size })
  return json(200, {
    uri,
    region: 'us-east-1',
    upload_id: uploadId,
    location_url: context.url(),
    location_region: LOCATION_REGION,
  })
}

/** `POST /multipart/complete`: 202 while the parts are merged, then the file. A repeated call gets the same answer. */
export async function completeUpload(context: Context, request: SandboxRequest): Promise<Answer> {
  const { at } = request
  const opened = await openUpload(context, request)
  if (!opened.ok) return opened.answer
  const { body, upload } = opened
  if (upload.merge === null) {
    const fault = findPartsError(upload, body['parts'], context.minPartBytes)
    if (fault !== null) return badRequest(fault, 'UPL', at, 'parts')
  }
  const file = context.uploads.findMergedFile(
    upload,
    at,
    ({ handle, filename, size, sha256, completedAt }) => {
      context.ledger.recordUpload({ handle, filename, size, sha256, at: completedAt })
    },
  )
  if (file === null) return { status: 202, type: 'text/plain', body: '' }
  return createStoredAnswer(context, request, file, readStore(body), upload)
}

/** The upload that a later call belongs to, or why the call is refused. */
export async function openUpload(
  context: Context,
  request: SandboxRequest,
): Promise<
  | { readonly ok: true; readonly body: JsonRecord; readonly upload: Upload }
  | { readonly ok: false; readonly answer: Answer }
> {
  const { at, headers } = request
  const refuse = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })
  const body = await readRecord(request)
  if (body === null) return refuse(badRequest('Invalid JSON', 'UPL', at, 'body'))
  const refused = refusedUpload(context, body, at)
  if (refused !== null) return refuse(refused)
  if (headers['filestack-upload-region'] !== LOCATION_REGION)
    return refuse(badRequest('Wrong upload region', 'UPL', at, 'Filestack-Upload-Region'))
  const upload = context.uploads.find(readText(body, 'upload_id'))
  if (upload === null || body['uri'] !== upload.uri || body['region'] !== 'us-east-1')
    return refuse(notFound('Upload', 'UPL', at, 'upload'))
  return { ok: true, body, upload }
}

function refusedUpload(context: Context, body: JsonRecord, at: number): Answer | null {
  return findAccessRefusal(context, 'UPL', {
    apiKey: readText(body, 'apikey'),
    isKeyNeeded: true,
    signed: readSignedPolicy(body),
    need: { any: UPLOAD_CALLS, ...readLimits(body) },
    at,
  })
}

/** The first and the last call name the size of the file; in the calls between, `size` is that of a part. */
function readLimits(body: JsonRecord): PolicyNeed {
  const store = readStore(body)
  const path = readText(store, 'path')
  const container = readText(store, 'container')
  const size = body['filename'] === undefined ? null : readInteger(body, 'size')
  return {
    ...(path === null ? {} : { path }),
    ...(container === null ? {} : { container }),
    ...(size === null ? {} : { size }),
  }
}

function readStore(body: JsonRecord): JsonRecord {
  const store = body['store']
  return isRecord(store) ? store : {}
}

/** What is wrong with the list of parts, or null. */
function findPartsError(upload: Upload, list: unknown, minPartBytes: number): string | null {
  if (!Array.isArray(list) || list.length === 0) return 'parts are required'
  let total = 0
  for (const [index, named] of list.entries()) {
    const number = isRecord(named) ? readInteger(named, 'part_number') : null
    if (number !== index + 1) return `InvalidPartOrder: part ${index + 1} is missing`
    const part = upload.parts.get(number)
    if (part === undefined || !isRecord(named) || named['etag'] !== part.etag) return `InvalidPart: ${number}`
    if (part.size < minPartBytes && index < list.length - 1) return `EntityTooSmall: part ${number}`
    total += part.size
  }
  return total === upload.size ? null : `The parts hold ${total} bytes of ${upload.size}`
}

/** The answer for a completed file. Its workflows start once, with the first such answer. */
function createStoredAnswer(
  context: Context,
  { at, reused }: SandboxRequest,
  file: UploadedFile,
  store: JsonRecord,
  upload: Upload,
): Answer {
  const { handle, filename, size, mimetype } = file
  const container = readText(store, 'container')
  const isFirst = upload.jobs === null
  upload.jobs ??= (Array.isArray(store['workflows']) ? store['workflows'] : []).flatMap((workflow) => {
    const job = context.jobs.start(String(workflow), handle, context.faults.drawJob(reused), at)
    return job === null ? [] : [{ workflow: job.workflow, jobid: job.jobid, source: handle }]
  })
  const workflows = Object.fromEntries(upload.jobs.map(({ workflow, jobid }) => [workflow, { jobid }]))
  const answer = {
    handle,
    url: `${context.url()}/${handle}`,
    filename,
    size,
    mimetype,
    status: 'Stored',
    ...(container === null
      ? {}
      : { container, key: `${readText(store, 'path') ?? ''}${handle}_${filename}` }),
    ...(upload.jobs.length === 0 ? {} : { workflows }),
  }
  return json(200, answer, { source: handle, started: isFirst ? upload.jobs : [] })
}

async function readRecord({ stream }: SandboxRequest): Promise<JsonRecord | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk as Buffer)
  }
  return parseRecord(Buffer.concat(chunks).toString('utf8'))
}
