// Hot reload (`npm run dev`) only: the built app contains nothing of this file, and a test looks for it there.

/** The policy for hot reload: Vite adds inline scripts with the nonce, inline styles, and a socket. */
export function loosePolicy(nonce: string): string {
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

/** Gets a file of the page from Vite's server, so that the window keeps its own origin. */
export function fromDevServer(server: string, url: URL): Promise<Response> {
  return fetch(new URL(url.pathname + url.search, server))
}
