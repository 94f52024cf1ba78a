import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { answerRequest } from './answer-request.ts'
import { resolveInside } from './page-files.ts'

afterEach(() => void vi.unstubAllEnvs())

/** A built page in a folder, with a secret beside it. */
function builtPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-page-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const page = join(folder, 'renderer')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(page, 'index.html'), '<meta nonce="__CSP_NONCE__">')
  writeFileSync(join(page, 'assets/a b.js'), 'export {}')
  return page
}

const ask = (page: string, url: string, init?: RequestInit): Promise<Response> =>
  answerRequest(page, { '/results/': async () => new Response('streamed') }, new Request(url, init))

// Would catch: a page whose header and nonce do not belong together, so that styles are refused or anything is let in.
test('the page comes with a policy of its own nonce', async () => {
  const page = builtPage()
  const answers = await Promise.all([ask(page, 'app://flowbench/'), ask(page, 'app://flowbench/index.html')])
  const nonces = await Promise.all(
    answers.map(async (answer) => {
      const nonce = /nonce="(.+)"/.exec(await answer.text())?.[1]
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      return nonce
    }),
  )
  expect(new Set(nonces).size).toBe(2)
})

// Would catch: a script that is sniffed into another type, or a worker that runs without a policy.
test('scripts are nosniff and under the policy', async () => {
  const { headers } = await ask(builtPage(), 'app://flowbench/assets/a%20b.js')
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("connect-src 'self'")
})

// Would catch: any way out of the folder, however it is written.
test.each([
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '//etc/passwd',
  '/%2fetc/passwd',
  '/index.html%00.js',
  '/%',
])('%s leads nowhere', async (path) => {
  const page = builtPage()
  const file = resolveInside(page, path)
  expect(file === null || file.startsWith(join(page, '/'))).toBe(true)
  const answer = await ask(page, `app://flowbench${path}`)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toBe('')
})

// Would catch: another host of the scheme served as if it were ours (it would be another origin with our files).
test('only our own host is answered, and only for reading', async () => {
  const page = builtPage()
  expect((await ask(page, 'app://elsewhere/index.html')).status).toBe(404)
  expect((await ask(page, 'app://flowbench/', { method: 'POST', body: 'x' })).status).toBe(405)
  expect(await (await ask(page, 'app://flowbench/results/1')).text()).toBe('streamed')
})

// Would catch: hot reload's looser policy or its server in the app that people get.
test('the built app knows nothing of hot reload', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const built = await build({
    configFile: false,
    mode: 'production',
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'answer-request.ts'), write: false, minify: false },
  })
  const code = JSON.stringify(built)
  expect(code).toContain("default-src 'none'")
  expect(code).not.toMatch(/unsafe-inline|ELECTRON_RENDERER_URL|ws:\/\/localhost/)
})
