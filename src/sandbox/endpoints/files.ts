import { json, type Answer } from '#sandbox/answer.ts'
import {
  badRequest,
  handleExists,
  notFound,
  findAccessRefusal,
  type Context,
  type SandboxRequest,
} from '#sandbox/context.ts'
import { decodePercent, type CdnPath } from '#sandbox/paths.ts'
import { readSignedPolicy, type SignedPolicy } from '#sandbox/security.ts'

const READ_CALLS = { any: ['read', 'convert'] }

/** An output file, `/KEY/wf://workflow/job/hash`, or the file of a handle. */
export function cdnFile(context: Context, request: SandboxRequest, cdn: CdnPath): Answer {
  const source = decodePercent(cdn.source) ?? ''
  const signed = cdn.security ?? readQueryPolicy(request.query)
  if (!source.startsWith('wf://')) return handleFile(context, request, source, cdn.apiKey, signed)
  const { at } = request
  const refused = findAccessRefusal(context, 'PRC', {
    apiKey: cdn.apiKey,
    isKeyNeeded: true,
    signed,
    need: READ_CALLS,
    at,
  })
  if (refused !== null) return refused
  const [workflow, jobid = '', hash = ''] = source.slice('wf://'.length).split('/')
  const job = context.jobs.find(jobid, at)
  const body = job === null || job.workflow !== workflow ? null : context.jobs.findFile(job, hash, at)
  if (body === null) return notFound('File', 'PRC', at, 'produced file')
  return { status: 200, type: 'image/png', body, note: { jobid } }
}

/** `/api/file/HANDLE` */
export function apiFile(context: Context, request: SandboxRequest, handle: string): Answer {
  return handleFile(context, request, handle, null, readQueryPolicy(request.query))
}

/** `/api/file/HANDLE/metadata`: needs `stat`. */
export function metadata(context: Context, request: SandboxRequest, handle: string): Answer {
  const { at, query } = request
  const refused = findAccessRefusal(context, 'CLR', {
    apiKey: null,
    isKeyNeeded: false,
    signed: readQueryPolicy(query),
    need: { all: ['stat'], handle },
    at,
  })
  if (refused !== null) return refused
  if (!handleExists(handle)) return notFound('File', 'CLR', at, 'handle')
  const uploaded = context.uploads.findFile(handle)
  if (uploaded !== null) {
    const { filename, mimetype, size, completedAt } = uploaded
    return json(200, { filename, mimetype, size, uploaded: completedAt, writeable: true })
  }
  const size = context.jobs.createPicture(handle).length
  const uploadedAt = Date.UTC(2026, 0, 1)
  return json(200, {
    filename: `${handle}.png`,
    mimetype: 'image/png',
    size,
    uploaded: uploadedAt,
    writeable: true,
  })
}

function handleFile(
  context: Context,
  { at }: SandboxRequest,
  handle: string,
  apiKey: string | null,
  signed: SignedPolicy | null,
): Answer {
  const refused = findAccessRefusal(context, 'PRC', {
    apiKey,
    isKeyNeeded: false,
    signed,
    need: { ...READ_CALLS, handle },
    at,
  })
  if (refused !== null) return refused
  if (handle.includes('/')) return badRequest('Unsupported conversion', 'PRC', at, 'source')
  if (!handleExists(handle)) return notFound('File', 'PRC', at, 'handle')
  return { status: 200, type: 'image/png', body: context.jobs.createPicture(handle) }
}

function readQueryPolicy(query: string): SignedPolicy | null {
  return query === '' ? null : readSignedPolicy(Object.fromEntries(new URLSearchParams(query)))
}
