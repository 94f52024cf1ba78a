import { json, type Answer } from '#sandbox/answer.ts'
import {
  badRequest,
  handleExists,
  notFound,
  refusedAccess,
  type Context,
  type SandboxRequest,
} from '#sandbox/context.ts'
import { decoded, type CdnPath } from '#sandbox/paths.ts'
import { signedPolicyOf, type SignedPolicy } from '#sandbox/security.ts'

const READ = { any: ['read', 'convert'] }

/** A produced file, `/KEY/wf://workflow/job/hash`, or the file of a handle. */
export function cdnFile(context: Context, request: SandboxRequest, cdn: CdnPath): Answer {
  const source = decoded(cdn.source) ?? ''
  const signed = cdn.security ?? signedInQuery(request.query)
  if (!source.startsWith('wf://')) return handleFile(context, request, source, cdn.apiKey, signed)
  const { at } = request
  const refused = refusedAccess(context, 'PRC', {
    apiKey: cdn.apiKey,
    keyNeeded: true,
    signed,
    need: READ,
    at,
  })
  if (refused !== null) return refused
  const [workflow, jobid = '', hash = ''] = source.slice('wf://'.length).split('/')
  const job = context.jobs.find(jobid, at)
  const body = job === null || job.workflow !== workflow ? null : context.jobs.fileOf(job, hash, at)
  if (body === null) return notFound('File', 'PRC', at, 'produced file')
  return { status: 200, type: 'image/png', body, note: { jobid } }
}

/** `/api/file/HANDLE` */
export function apiFile(context: Context, request: SandboxRequest, handle: string): Answer {
  return handleFile(context, request, handle, null, signedInQuery(request.query))
}

/** `/api/file/HANDLE/metadata`: needs `stat`. */
export function metadata(context: Context, request: SandboxRequest, handle: string): Answer {
  const { at, query } = request
  const refused = refusedAccess(context, 'CLR', {
    apiKey: null,
    keyNeeded: false,
    signed: signedInQuery(query),
    need: { all: ['stat'], handle },
    at,
  })
  if (refused !== null) return refused
  if (!handleExists(handle)) return notFound('File', 'CLR', at, 'handle')
  const known = context.uploads.fileOf(handle)
  if (known !== null) {
    const { filename, mimetype, size, completedAt } = known
    return json(200, { filename, mimetype, size, uploaded: completedAt, writeable: true })
  }
  const size = context.jobs.pictureOf(handle).length
  const uploaded = Date.UTC(2026, 0, 1)
  return json(200, { filename: `${handle}.png`, mimetype: 'image/png', size, uploaded, writeable: true })
}

function handleFile(
  context: Context,
  { at }: SandboxRequest,
  handle: string,
  apiKey: string | null,
  signed: SignedPolicy | null,
): Answer {
  const refused = refusedAccess(context, 'PRC', {
    apiKey,
    keyNeeded: false,
    signed,
    need: { ...READ, handle },
    at,
  })
  if (refused !== null) return refused
  if (handle.includes('/')) return badRequest('Unsupported conversion', 'PRC', at, 'source')
  if (!handleExists(handle)) return notFound('File', 'PRC', at, 'handle')
  return { status: 200, type: 'image/png', body: context.jobs.pictureOf(handle) }
}

function signedInQuery(query: string): SignedPolicy | null {
  return query === '' ? null : signedPolicyOf(Object.fromEntries(new URLSearchParams(query)))
}
