import { once } from 'node:events'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { generate } from 'selfsigned'
import { expect, onTestFinished, test } from 'vitest'
import { createDownload } from './download.ts'
import { secureEnvironment } from './environment.ts'
import { createTransport } from './http.ts'

/** A server that nobody vouches for but who trusts its certificate. */
async function startServer(options: ServerOptions = {}) {
  let asked = 0
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const server = createServer({ key, cert, ...options }, (_request, response) => {
    asked += 1
    response.end('read')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, cert, asked: () => asked }
}

/** Asks the server as the app does: for the status of a job, and for a produced file. */
async function askBoth(origin: string, ca?: readonly string[]) {
  const trust = ca === undefined ? {} : { ca }
  const transport = createTransport(trust)
  onTestFinished(() => transport.close())
  const connection = { apiKey: 'KEY', hosts: { cdn: origin, api: origin, upload: origin } }
  const sent = await transport.send({
    purpose: { kind: 'status', connection },
    url: `${origin}/KEY/workflow_status=job_id:a-job`,
    headers: {},
    signal: new AbortController().signal,
  })
  return { sent, download: await createDownload(trust)(`${origin}/KEY/wf://workflow/job/hash`) }
}

const codesIn = (env: NodeJS.ProcessEnv, nodeOptions: readonly string[] = []): readonly string[] => {
  const environment = secureEnvironment(env, nodeOptions)
  return environment.ok ? environment.data.map(({ code }) => code) : [environment.error.code]
}

// Would catch: a variable of somebody's shell profile that lets anybody on the way read policies and results.
test('certificates are checked although the environment says not to, and that is said', async () => {
  const { origin, asked } = await startServer()
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  onTestFinished(() => void delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
  expect(codesIn(process.env)).toContain('network.checkKept')
  const { sent, download } = await askBoth(origin)
  expect(sent).toMatchObject({ kind: 'failed', failure: { nothingSent: true } })
  expect(download.ok).toBe(false)
  expect(asked()).toBe(0)
})

// Would catch: an option of Node in somebody's shell profile that takes a version whose flaws are published.
test('a server of TLS 1.1 is refused although Node was told to take it', async () => {
  const usual = [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] as const
  onTestFinished(() => void ([tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] = usual))
  const ciphers = 'ALL@SECLEVEL=0'
  tls.DEFAULT_MIN_VERSION = 'TLSv1'
  tls.DEFAULT_CIPHERS = ciphers
  const old = await startServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers })
  const refused = await askBoth(old.origin, [old.cert])
  expect(refused.sent).toMatchObject({ kind: 'failed', failure: { nothingSent: true } })
  expect(refused.download.ok).toBe(false)
  expect(old.asked()).toBe(0)
  const recent = await startServer({ maxVersion: 'TLSv1.2' })
  const answered = await askBoth(recent.origin, [recent.cert])
  expect([answered.sent.kind, answered.download.ok, recent.asked()]).toEqual(['answer', true, 2])
})

// Would catch: a variable that lets somebody else read along, and of which the person never hears.
test.each([
  // What a company gives every program to trust is no news.
  [{ NODE_EXTRA_CA_CERTS: '/ca.pem', SSL_CERT_FILE: '/ca.pem', SSL_CERT_DIR: '/ca' }, [], []],
  [{ SSLKEYLOGFILE: '/keys' }, [], ['network.notPrinted']],
  [{ NODE_OPTIONS: '--no-warnings --tls-keylog=/keys' }, [], ['network.keysWritten']],
  [{}, ['--tls_keylog=/keys'], ['network.keysWritten']],
  [{ NODE_DEBUG: '', NODE_OPTIONS: '--max-old-space-size=900' }, ['--no-warnings'], []],
])('of %j and the options %j is said: %j', (env, options, codes) => {
  expect(codesIn({ ...env }, options)).toEqual(codes)
})

// Would catch: a notice at every start, for nothing.
test('nothing is said where nothing is set', () => {
  expect(codesIn({})).toEqual([])
})
