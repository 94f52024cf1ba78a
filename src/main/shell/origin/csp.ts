import { randomBytes } from 'node:crypto'

/** Marks in the built HTML where the nonce of a response goes (electron.vite.config.ts). */
const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/** A nonce for one response. */
export const createNonce = (): string => randomBytes(16).toString('base64')

export const insertNonce = (html: string, nonce: string): string => html.replaceAll(NONCE_PLACEHOLDER, nonce)

/**
 * What the window may load and do. Scripts come from files of the app only: no inline script, no eval. The nonce is for
 * style elements; styles set by script through the DOM need no permission, style attributes in HTML have none.
 */
export function createContentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // No text becomes markup or a script. The one policy lets the app's own workers be started (renderer/lib).
    "require-trusted-types-for 'script'",
    'trusted-types flowbench-workers',
  ].join('; ')
}
