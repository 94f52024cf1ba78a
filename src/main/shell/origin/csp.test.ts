import { expect, test } from 'vitest'
import { createContentPolicy, createNonce, insertNonce } from './csp.ts'

const directives = (policy: string): Record<string, string> =>
  Object.fromEntries(
    policy.split('; ').map((directive): [string, string] => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )

// Would catch: a source added for convenience (inline scripts, eval, any https host, frames).
test('the page may load and reach its own origin only', () => {
  const policy = createContentPolicy('N')
  expect(directives(policy)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'worker-src': "'self'",
    'style-src': "'self' 'nonce-N'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'frame-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'flowbench-workers',
  })
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

// Would catch: a placeholder left in the page, which would make the nonce the same for every response.
test('every placeholder of a page is replaced, by a nonce that is new each time', () => {
  const html = '<meta nonce="__CSP_NONCE__"><link nonce="__CSP_NONCE__">'
  const [first, second] = [createNonce(), createNonce()]
  expect(first).not.toBe(second)
  expect(insertNonce(html, first)).toBe(`<meta nonce="${first}"><link nonce="${first}">`)
})
