import { protocol } from 'electron'
import { answerRequest, type StreamHandler } from './answer-request.ts'
import { SCHEME } from './origin.ts'

/** Before ready: makes `app://` a real origin (relative URLs, fetch, streams, secure context). */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the window's origin: `streams` by prefix (`/results/`), everything else from the folder of the built page. */
export function serveOrigin(folder: string, streams: Readonly<Record<string, StreamHandler>>): void {
  protocol.handle(SCHEME, (request) => answerRequest(folder, streams, request))
}
