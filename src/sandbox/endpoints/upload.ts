import { json, type Answer } from '#sandbox/answer.ts'
import { badRequest, notFound, refusedAccess, type Context, type SandboxRequest } from '#sandbox/context.ts'
import { integerOf, isRecord, parseRecord, textOf, type JsonRecord } from '#sandbox/json.ts'
import { signedPolicyOf, type Need } from '#sandbox/security.ts'
import { LOCATION_REGION, type Upload, type UploadedFile } from '#sandbox/uploads.ts'

/** 10,000 parts make some 700 kB. */
const MAX_BODY = 4_000_000
const CALLS = ['pick', 'store']

/** `POST /multipart/start` */
export async function startUpload(context: Context, request: SandboxRequest): Promise<Answer> {
  const { at } = request
  const body = await readRecord(request)
  if (body === null) return badRequest('Invalid JSON', 'UPL', at, 'body')
  const refused = refusedUpload(context, body, at)
  if (refused !== null) return refused
  const filename = textOf(body, 'filename')
  const mimetype = textOf(body, 'mimetype')
  const size = integerOf(body, 'size')
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

/** `POST /multipart/complete`: 202 while the parts are merged, then the file. Asked again, it says the same again. */
export async function completeUpload(context: Context, request: SandboxRequest): Promise<Answer> {
  const { at } = request
  const opened = await openUpload(context, request)
  if (!opened.ok) return opened.answer
  const { body, upload } = opened
  if (upload.merge === null) {
    const fault = partsFault(upload, body['parts'], context.minPart)
    if (fault !== null) return badRequest(fault, 'UPL', at, 'parts')
  }
  const file = context.uploads.merged(upload, at, ({ handle, filename, size, sha256, completedAt }) => {
    context.ledger.recordUpload({ handle, filename, size, sha256, at: completedAt })
  })
  if (file === null) return { status: 202, type: 'text/plain', body: '' }
  return stored(context, request, file, storeOf(body), upload)
}

/** The upload a later call belongs to, or why it is refused. */
export async function openUpload(
  context: Context,
  request: SandboxRequest,
): Promise<
  | { readonly ok: true; readonly body: JsonRecord; readonly upload: Upload }
  | { readonly ok: false; readonly answer: Answer }
> {
  const { at, headers } = request
  const no = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })
  const body = await readRecord(request)
  if (body === null) return no(badRequest('Invalid JSON', 'UPL', at, 'body'))
  const refused = refusedUpload(context, body, at)
  if (refused !== null) return no(refused)
  if (headers['filestack-upload-region'] !== LOCATION_REGION)
    return no(badRequest('Wrong upload region', 'UPL', at, 'Filestack-Upload-Region'))
  const upload = context.uploads.find(textOf(body, 'upload_id'))
  if (upload === null || body['uri'] !== upload.uri || body['region'] !== 'us-east-1')
    return no(notFound('Upload', 'UPL', at, 'upload'))
  return { ok: true, body, upload }
}

function refusedUpload(context: Context, body: JsonRecord, at: number): Answer | null {
  return refusedAccess(context, 'UPL', {
    apiKey: textOf(body, 'apikey'),
    keyNeeded: true,
    signed: signedPolicyOf(body),
    need: { any: CALLS, ...limitsOf(body) },
    at,
  })
}

/** The size of the whole is told at the start and at the end; in between `size` is that of a part. */
function limitsOf(body: JsonRecord): Need {
  const store = storeOf(body)
  const path = textOf(store, 'path')
  const container = textOf(store, 'container')
  const size = body['filename'] === undefined ? null : integerOf(body, 'size')
  return {
    ...(path === null ? {} : { path }),
    ...(container === null ? {} : { container }),
    ...(size === null ? {} : { size }),
  }
}

function storeOf(body: JsonRecord): JsonRecord {
  const store = body['store']
  return isRecord(store) ? store : {}
}

/** What is wrong with the list of parts, or null. */
function partsFault(upload: Upload, list: unknown, minPart: number): string | null {
  if (!Array.isArray(list) || list.length === 0) return 'parts are required'
  let total = 0
  for (const [index, named] of list.entries()) {
    const number = isRecord(named) ? integerOf(named, 'part_number') : null
    if (number !== index + 1) return `InvalidPartOrder: part ${index + 1} is missing`
    const part = upload.parts.get(number)
    if (part === undefined || !isRecord(named) || named['etag'] !== part.etag) return `InvalidPart: ${number}`
    if (part.size < minPart && index < list.length - 1) return `EntityTooSmall: part ${number}`
    total += part.size
  }
  return total === upload.size ? null : `The parts hold ${total} bytes of ${upload.size}`
}

/** The answer for a file that came whole. The workflows it names start once, with the first such answer. */
function stored(
  context: Context,
  { at, reused }: SandboxRequest,
  file: UploadedFile,
  store: JsonRecord,
  upload: Upload,
): Answer {
  const { handle, filename, size, mimetype } = file
  const container = textOf(store, 'container')
  const first = upload.jobs === null
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
    ...(container === null ? {} : { container, key: `${textOf(store, 'path') ?? ''}${handle}_${filename}` }),
    ...(upload.jobs.length === 0 ? {} : { workflows }),
  }
  return json(200, answer, { source: handle, started: first ? upload.jobs : [] })
}

async function readRecord({ stream }: SandboxRequest): Promise<JsonRecord | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY) return null
    chunks.push(chunk as Buffer)
  }
  return parseRecord(Buffer.concat(chunks).toString('utf8'))
}
