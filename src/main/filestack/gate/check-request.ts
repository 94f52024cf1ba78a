import type { HttpRequest } from '#main/filestack/transport.ts'
import { assertNever } from '#shared/model/assert.ts'
import { mayReceiveCredentials, mayReceiveFile, parsePlainUrl } from './addresses.ts'
import { isPartHeader } from './part-headers.ts'
import type { BlockedReason, RequestKind } from './request-kind.ts'

const METHODS: Readonly<Record<RequestKind, string>> = {
  start: 'GET',
  status: 'GET',
  metadata: 'GET',
  upload: 'POST',
  part: 'PUT',
}

/** Headers of our own requests. None of them carries credentials: those are in the path or in the body. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'cache-control',
  'content-type',
  'filestack-upload-region',
  'user-agent',
])

const SECURITY_STEP = /^security=p:[^/?#]+,s:[^/?#]+\//
const START_STEP = /^run_workflow=id:[^/?#]+\/[^?#]+$/
const STATUS_STEP = /^workflow_status=job_id:[^/?#]+$/
const METADATA_PATH = /^\/api\/file\/[^/?#]+\/metadata(?:\?policy=[^&#]*&signature=[^&#]*)?$/
const UPLOAD_PATH = /^\/multipart\/(?:start|upload|complete)$/

/**
 * The gate: every request of this app to the service is checked here at the moment it is sent. Each kind may go to
 * its own hosts only, by its own method, path and headers; a request that starts a job can only be one of kind `start`, which
 * the engine makes after the journal knows of it. Null: it may leave.
 */
export function checkRequest(request: HttpRequest): BlockedReason | null {
  const { purpose, url, headers, method = 'GET' } = request
  if (method !== METHODS[purpose.kind]) return 'method'
  const parsed = parsePlainUrl(url)
  if (parsed === null) return 'address'
  const isAllowed = purpose.kind === 'part' ? isPartHeader : isOwnHeader
  if (Object.entries(headers).some(([name, value]) => !isAllowed(name, value))) return 'header'
  return checkTarget(request, parsed)
}

function checkTarget({ purpose, url, body }: HttpRequest, parsed: URL): BlockedReason | null {
  const { kind, connection } = purpose
  const { hosts } = connection
  switch (kind) {
    case 'start':
      return checkTask(url, purpose.connection, START_STEP, body)
    case 'status':
      return checkTask(url, purpose.connection, STATUS_STEP, body)
    case 'metadata':
      if (!url.startsWith(`${hosts.api}/`)) return 'address'
      return METADATA_PATH.test(url.slice(hosts.api.length)) ? checkNoBody(body) : 'path'
    case 'upload': {
      if (!mayReceiveCredentials(parsed, hosts)) return 'address'
      if (!UPLOAD_PATH.test(url.slice(url.lastIndexOf('/multipart/')))) return 'path'
      // An upload can name workflows that start with it: they would be billed, and the journal would know no job of theirs.
      return body instanceof Uint8Array && !Buffer.from(body).includes('"workflows":') ? null : 'body'
    }
    case 'part': {
      const own = parsePlainUrl(hosts.upload)
      return own !== null && mayReceiveFile(parsed, own) ? null : 'address'
    }
    default:
      return assertNever(kind)
  }
}

/** One task behind the key and the security step, on the connection's own CDN host. */
function checkTask(
  url: string,
  { apiKey, hosts }: HttpRequest['purpose']['connection'],
  step: RegExp,
  body: HttpRequest['body'],
): BlockedReason | null {
  if (!url.startsWith(`${hosts.cdn}/`)) return 'address'
  const rest = url.slice(hosts.cdn.length + 1)
  const key = `${encodeURIComponent(apiKey)}/`
  const task = (rest.startsWith(key) ? rest.slice(key.length) : rest).replace(SECURITY_STEP, '')
  return step.test(task) ? checkNoBody(body) : 'path'
}

const checkNoBody = (body: HttpRequest['body']): BlockedReason | null => (body === undefined ? null : 'body')

const isOwnHeader = (name: string): boolean => OWN_HEADERS.has(name.toLowerCase())
