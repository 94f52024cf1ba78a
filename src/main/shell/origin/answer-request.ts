import { fetchDevFile } from './dev-server.ts'
import { ORIGIN } from './origin.ts'
import { servePageFile } from './page-files.ts'

/** Answers the paths below a prefix that are not files of the page. */
export type StreamHandler = (request: Request, url: URL) => Promise<Response>

/** Answers one request to the window's origin; 404 for any other host, 405 for anything but reading. */
export async function answerRequest(
  folder: string,
  streams: Readonly<Record<string, StreamHandler>>,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url)
  if (`${url.protocol}//${url.host}` !== ORIGIN) return new Response(null, { status: 404 })
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
  const prefix = Object.keys(streams).find((start) => url.pathname.startsWith(start))
  const stream = prefix === undefined ? undefined : streams[prefix]
  if (stream !== undefined) return stream(request, url)
  if (import.meta.env.DEV) {
    const server = process.env['ELECTRON_RENDERER_URL']
    if (server !== undefined) return fetchDevFile(server, url)
  }
  return servePageFile(folder, url)
}
