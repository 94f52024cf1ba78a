// electron.protocol and electron.net: the app's own schemes, and fetching from main.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { throwIfMissing } from './throw-if-missing.ts'
import { addScheme } from './urls.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()

const readScheme = (url: string): string => url.slice(0, url.indexOf(':'))

/** Gives a request to the app's handler of its scheme; rejects when there is none. */
export async function answerRequest(request: Request): Promise<Response> {
  const handler = handlers.get(readScheme(request.url))
  if (!handler) throw new Error(`no handler for ${request.url}`)
  return handler(request)
}

export const protocol = throwIfMissing('protocol', {
  registerSchemesAsPrivileged(list: readonly { scheme: string }[]): void {
    for (const { scheme } of list) addScheme(scheme)
  },
  handle(scheme: string, handler: Handler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    addScheme(scheme)
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
})

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Error('net::ERR_FILE_NOT_FOUND')
  const body = Readable.toWeb(createReadStream(path)) as unknown as NonNullable<RequestInit['body']>
  return new Response(body, {
    headers: { 'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream' },
  })
}

export const net = throwIfMissing('net', {
  online: true,
  isOnline: (): boolean => true,
  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input)
    if (url.startsWith('file:')) return fetchFile(url)
    if (handlers.has(readScheme(url))) return answerRequest(new Request(input, init))
    return fetch(input, init)
  },
})
