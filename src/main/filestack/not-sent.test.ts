import { once } from 'node:events'
import { createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import { connect, type AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunOutcome } from './client.ts'
import { createClient } from './create-client.ts'
import { toFailure } from './failures.ts'
import { createTransport, type TransportOptions } from './http.ts'
import { createTestCredentials, HANDLE, NEVER_ABORTED, STARTED, WORKFLOW } from './testing/credentials.ts'
import { toHttpAnswer, startWireServer, type WireServer } from './testing/wire-server.ts'

function runOn(url: string, options: TransportOptions = {}): Promise<RunOutcome> {
  const transport = createTransport(options)
  onTestFinished(() => transport.close())
  return createClient({ transport, clock: Date }).run(
    createTestCredentials(url),
    WORKFLOW,
    HANDLE,
    NEVER_ABORTED,
  )
}

async function serverWith(tls?: { readonly key: string; readonly cert: string }): Promise<WireServer> {
  const server = await startWireServer({
    ...(tls === undefined ? {} : { tls }),
    answer: (_request, socket) => socket.write(toHttpAnswer(200, STARTED)),
  })
  onTestFinished(() => server.close())
  return server
}

// Would catch: a computer without network filling the history with jobs that "may have started".
test('nobody listening: surely not sent', async () => {
  const server = await startWireServer({ answer: () => {} })
  await server.close()
  expect(await runOn(server.url)).toMatchObject({
    kind: 'notStarted',
    error: { code: 'network.unreachable', message: `No connection to ${new URL(server.url).host}.` },
    rate: { limit: null, remaining: null, resetAt: null, retryAt: null },
  })
})

// Would catch: a host that swallows the first packet taken for a lost answer.
test('no connection in time: surely not sent', async () => {
  expect(await runOn('http://192.0.2.1', { connectTimeoutMs: 50 })).toMatchObject({ kind: 'notStarted' })
})

// Would catch: a proxy of a kind that we cannot use gone past, or a run through it that "may have started".
test('a SOCKS proxy is refused and named: surely not sent', async () => {
  const server = await serverWith()
  const outcome = await runOn(server.url, { proxyFor: () => Promise.resolve('socks://127.0.0.1:1080') })
  expect(outcome).toMatchObject({ kind: 'notStarted', error: { code: 'network.proxyKind' } })
})

// Would catch: an address that no request can be sent to, taken for an answer that was lost.
test.each(['http://127.0.0.1 :1', 'http://127.0.0.1\\x', 'http://'])(
  'the host %j: surely not sent, with a proxy setting and without',
  async (url) => {
    for (const options of [{}, { proxyFor: () => Promise.resolve(null) }])
      expect(await runOn(url, options)).toMatchObject({
        kind: 'notStarted',
        error: { code: 'network.badAddress' },
      })
  },
)

describe('over TLS', () => {
  let tls: { readonly key: string; readonly cert: string }
  beforeAll(async () => {
    const made = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    })
    tls = { key: made.private, cert: made.cert }
  })

  // Would catch: a run sent to a server that cannot show who it is, or its refusal taken for a lost answer.
  test('a certificate nobody vouches for: nothing is sent', async () => {
    const server = await serverWith(tls)
    expect(await runOn(server.url)).toMatchObject({
      kind: 'notStarted',
      error: { code: 'network.certificate' },
    })
    expect(server.requests).toHaveLength(0)
  })

  // Would catch: https spoken to a server that knows http only, taken for a lost answer.
  test('a server without TLS: nothing is sent', async () => {
    const server = await startWireServer({
      opened: (socket) => socket.end(toHttpAnswer(400, 'https needed')),
      answer: () => {},
    })
    onTestFinished(() => server.close())
    const outcome = await runOn(server.url.replace('http:', 'https:'))
    expect(outcome).toMatchObject({ kind: 'notStarted', error: { code: 'network.certificate' } })
  })

  // Would catch: the certificates of the system not reaching the connection, behind an inspecting proxy say.
  test('certificates handed in are trusted', async () => {
    const server = await serverWith(tls)
    expect(await runOn(server.url, { ca: [tls.cert] })).toMatchObject({ kind: 'started' })
  })

  /** A proxy that makes tunnels, or refuses to. `asking`: a tunnel was asked for and is not there yet. */
  async function proxy(
    status: number,
    asking: () => void = () => {},
  ): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
    const asked: string[] = []
    const server = createServer()
    server.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      asking()
      socket.on('error', () => socket.destroy())
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} -\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      const [host = '', port = ''] = (request.url ?? '').split(':')
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      onward.on('error', () => socket.destroy())
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
    })
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
  }

  // Would catch: the proxy settings ignored, or the proxy told the path with its policy and signature.
  test('a proxy leads to the server and sees no path', async () => {
    const server = await serverWith(tls)
    const { url, asked } = await proxy(200)
    const told: string[] = []
    const proxyFor = (origin: string): Promise<string> => {
      told.push(origin)
      return Promise.resolve(url)
    }
    expect(await runOn(server.url, { ca: [tls.cert], proxyFor })).toMatchObject({ kind: 'started' })
    expect(asked).toEqual([new URL(server.url).host])
    expect(told).toEqual([server.url])
  })

  // Would catch: a run called off while it waits for its connection, and sent all the same once there is one.
  test('called off before there is a connection: never sent', async () => {
    const server = await serverWith(tls)
    const abort = new AbortController()
    const { url } = await proxy(200, () => abort.abort())
    const transport = createTransport({ ca: [tls.cert], proxyFor: () => Promise.resolve(url) })
    onTestFinished(() => transport.close())
    const client = createClient({ transport, clock: Date })
    const run = (workflow: string, signal: AbortSignal): Promise<RunOutcome> =>
      client.run(createTestCredentials(server.url), workflow, HANDLE, signal)
    expect(await run('called-off', abort.signal)).toMatchObject({
      kind: 'notStarted',
      error: { code: 'network.cancelled' },
    })
    expect(await run('wanted', NEVER_ABORTED)).toMatchObject({ kind: 'started' })
    expect(server.requests.map(({ target }) => target)).toEqual([expect.stringContaining('id:wanted/')])
  })

  // Would catch: HTTP/2, where undici puts requests that a connection lost back into its queue.
  test('HTTP/2 is not spoken, even to a server that offers it', async () => {
    const versions: string[] = []
    const server = createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
      versions.push(request.httpVersion)
      response.end(STARTED)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
    })
    const { port } = server.address() as AddressInfo
    expect((await runOn(`https://127.0.0.1:${port}`, { ca: [tls.cert] })).kind).toBe('started')
    expect(versions).toEqual(['1.1'])
  })

  // Would catch: a proxy that wants a password making jobs that "may have started".
  test.each([407, 502])('a proxy that answers %i: nothing was sent', async (status) => {
    const server = await serverWith(tls)
    const { url } = await proxy(status)
    const outcome = await runOn(server.url, { ca: [tls.cert], proxyFor: () => Promise.resolve(url) })
    expect(outcome).toMatchObject({ kind: 'notStarted', error: { code: 'network.proxy' } })
    expect(server.requests).toHaveLength(0)
  })

  // Would catch: proxy settings that cannot be read ending as a rejection nobody awaits.
  test.each([
    ['unreadable', () => Promise.resolve('PROXY nonsense')],
    ['failing', () => Promise.reject(new Error('no settings'))],
  ])('%s proxy settings: nothing was sent', async (_name, proxyFor) => {
    const server = await serverWith(tls)
    expect(await runOn(server.url, { proxyFor })).toMatchObject({
      kind: 'notStarted',
      error: { code: 'network.proxy' },
    })
  })
})

// Would catch: the closed list applied to a request that was already handed to a socket, or opened to unknown codes.
test('a code proves that nothing was sent only before the request began, and only when it is listed', () => {
  for (const code of [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
  ]) {
    expect(toFailure({ code }, false).nothingSent).toBe(true)
    expect(toFailure({ code }, true).nothingSent).toBe(false)
  }
  for (const error of [
    { code: 'EWHATEVER' },
    { code: 'UND_ERR_SOCKET' },
    { code: 'toString' },
    new Error('x'),
    null,
  ]) {
    expect(toFailure(error, false)).toMatchObject({ nothingSent: false, reason: 'lost' })
  }
})
