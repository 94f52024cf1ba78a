// Hot reload (`npm run dev`) only: the built app contains nothing of this file, and a test looks for it there.
import { createNonce, insertNonce } from './csp.ts'

/** Vite adds inline scripts with the nonce, inline styles, and a socket. */
function createDevContentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' ws://localhost:*",
  ].join('; ')
}

/** Answers with a file of the page from Vite's server, so that the window keeps its own origin. */
export async function fetchDevFile(server: string, url: URL): Promise<Response> {
  const answer = await fetch(new URL(url.pathname + url.search, server))
  const nonce = createNonce()
  const type = answer.headers.get('content-type') ?? 'application/octet-stream'
  const body = type.startsWith('text/html') ? insertNonce(await answer.text(), nonce) : answer.body
  const headers = { 'content-type': type, 'content-security-policy': createDevContentPolicy(nonce) }
  return new Response(body, { status: answer.status, headers })
}
