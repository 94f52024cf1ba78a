import { protocol } from 'electron'
import { ORIGIN, SCHEME } from './origin.ts'
import { devFile, pageFile } from './page-files.ts'

/** Answers the paths below a prefix that are not files of the page. */
export type StreamHandler = (request: Request, url: URL) => Promise<Response>

/** Before ready: makes `app://` a real origin (relative URLs, fetch, streams, secure context). */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the window's origin: `streams` by prefix (`/results/`), everything else from the folder of the built page. */
export function serveOrigin(folder: string, streams: Readonly<Record<string, StreamHandler>>): void {
  protocol.handle(SCHEME, (request) => answer(folder, streams, request))
}

/** Exported for tests. */
export async function answer(
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
  const server = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined
  return server === undefined ? pageFile(folder, url) : devFile(server, url)
}
