import { badRequest, notFound, type Handler } from './context.ts'
import { apiFile, cdnFile, metadata } from './endpoints/files.ts'
import { completeUpload, startUpload } from './endpoints/upload.ts'
import { requestPart, putPart } from './endpoints/upload-part.ts'
import { runWorkflow } from './endpoints/run.ts'
import { workflowStatus } from './endpoints/status.ts'
import type { Endpoint } from './fault-kinds.ts'
import { assertNever } from '#shared/model/assert.ts'
import { parseCdnPath } from './paths.ts'
import { PUT_PATH } from './uploads.ts'

/** Where a request goes, and what answers it. */
export interface Route {
  readonly endpoint: Endpoint
  readonly handle: Handler
}

const POSTS: Readonly<Record<string, Route>> = {
  '/multipart/start': { endpoint: 'upload-start', handle: startUpload },
  '/multipart/upload': { endpoint: 'upload-part', handle: requestPart },
  '/multipart/complete': { endpoint: 'upload-complete', handle: completeUpload },
}

export function findRoute(method: string, path: string): Route {
  if (method === 'GET') return path.startsWith('/api/') ? apiRoute(path) : cdnRoute(path)
  if (method === 'POST' && Object.hasOwn(POSTS, path)) return POSTS[path] ?? UNKNOWN
  if (method === 'PUT' && path.startsWith(PUT_PATH)) return { endpoint: 'upload-put', handle: putPart }
  return UNKNOWN
}

const UNKNOWN: Route = {
  endpoint: 'file',
  handle: (_, { at }) => notFound('Address', 'CLR', at, 'address'),
}

function apiRoute(path: string): Route {
  const [, handle, tail] = /^\/api\/file\/([^/]+)(\/metadata)?$/.exec(path) ?? []
  if (handle === undefined) return UNKNOWN
  return tail === undefined
    ? { endpoint: 'file', handle: (context, request) => apiFile(context, request, handle) }
    : { endpoint: 'metadata', handle: (context, request) => metadata(context, request, handle) }
}

function cdnRoute(path: string): Route {
  const cdn = parseCdnPath(path)
  if (cdn === null)
    return { endpoint: 'file', handle: (_, { at }) => badRequest('Malformed address', 'PRC', at, 'escape') }
  const { task } = cdn
  switch (task.kind) {
    case 'run':
      return {
        endpoint: 'run',
        handle: (context, request) => runWorkflow(context, request, cdn, task.workflow),
      }
    case 'status':
      return {
        endpoint: 'status',
        handle: (context, request) => workflowStatus(context, request, cdn, task.jobid),
      }
    case 'file':
      return { endpoint: 'file', handle: (context, request) => cdnFile(context, request, cdn) }
    case 'unsupported':
      return {
        endpoint: 'file',
        handle: (_, { at }) => badRequest('Unsupported conversion', 'PRC', at, 'task'),
      }
    default:
      return assertNever(task)
  }
}
