import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, relative, resolve } from 'node:path'
import { createContentPolicy, createNonce, insertNonce } from './csp.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** The file of `folder` that a URL path names; null for one that would lead out of it or cannot be a path. */
export function resolveInside(folder: string, urlPath: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (/[\0\\]/.test(path)) return null
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`)
  const inside = relative(folder, file)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file
}

/** Answers with a file of the built page and its content policy; 404 for any other path. */
export async function servePageFile(folder: string, url: URL): Promise<Response> {
  const file = resolveInside(folder, url.pathname)
  const bytes = file === null ? null : await readFile(file).catch(() => null)
  if (file === null || bytes === null) return new Response(null, { status: 404 })
  const nonce = createNonce()
  const extension = extname(file)
  const body = extension === '.html' ? insertNonce(bytes.toString('utf8'), nonce) : bytes
  return new Response(body, {
    headers: {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      // On scripts too: a worker is under the policy of its own script.
      'content-security-policy': createContentPolicy(nonce),
      'x-content-type-options': 'nosniff',
    },
  })
}
