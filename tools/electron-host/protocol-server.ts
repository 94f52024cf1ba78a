// Serves the app's own schemes to the browser: a loopback HTTPS server that streams, with backpressure.
// HTTP/1.1 and not HTTP/2: over HTTP/2 Chromium reads 64 MB ahead of the page, over HTTP/1.1 only a few.
// The price is a limit of six requests at a time.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { generate } from 'selfsigned'
import { report } from './report.ts'
import { DOMAIN, toAppUrl, toBrowserPolicy, toBrowserUrl } from './urls.ts'

export type Answer = (request: Request) => Promise<Response>

/** Starts the server on a free loopback port and resolves to that port. */
export async function startProtocolServer(answer: Answer): Promise<number> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: `*.${DOMAIN}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
  })
  const server = createServer({ key, cert }, (request, response) => {
    respond(answer, request, response).catch(report)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

async function respond(answer: Answer, request: IncomingMessage, response: ServerResponse) {
  // Electron never asks an app for an icon of the page.
  if (request.url === '/favicon.ico' && request.headers['sec-fetch-dest'] === 'image') {
    response.writeHead(404).end()
    return
  }
  const url = toAppUrl(`https://${request.headers.host ?? ''}${request.url ?? '/'}`)
  let answered: Response
  try {
    answered = await answer(toFetchRequest(url, request))
    if (answered.type === 'error') throw new Error('the handler answered with Response.error()')
  } catch (error) {
    console.error(`protocol handler for ${url} failed:`, error)
    response.destroy()
    return
  }
  if (response.destroyed) {
    await answered.body?.cancel()
    return
  }
  response.writeHead(answered.status, toBrowserHeaders(answered.headers))
  if (!answered.body) {
    response.end()
    return
  }
  // The producer is pulled only as fast as the browser reads, and cancelled when the browser hangs up.
  await pipeline(Readable.fromWeb(answered.body as ReadableStream), response).catch(() => response.destroy())
}

function toFetchRequest(url: string, request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'host' || name === 'connection' || value === undefined) continue
    headers.set(name, name === 'origin' || name === 'referer' ? toAppUrl(String(value)) : String(value))
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    return new Request(url, { method: request.method, headers })
  }
  const body = Readable.toWeb(request) as unknown as NonNullable<RequestInit['body']>
  return new Request(url, { method: request.method, headers, body, duplex: 'half' } as RequestInit)
}

/** Headers that HTTP/2 forbids. */
const PER_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
])
const POLICY_HEADER = /^content-security-policy(-report-only)?$/
const URL_HEADERS = new Set(['access-control-allow-origin', 'location'])

function toBrowserHeaders(headers: Headers): Record<string, string | string[]> {
  const web: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    if (PER_CONNECTION.has(name) || name === 'set-cookie') continue
    if (POLICY_HEADER.test(name)) web[name] = toBrowserPolicy(value)
    else web[name] = URL_HEADERS.has(name) ? toBrowserUrl(value) : value
  }
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) web['set-cookie'] = cookies
  return web
}
