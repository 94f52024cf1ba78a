import { isIP } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createTransport } from '#main/filestack/http.ts'
import { createTestCredentials, NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import { startWireServer, toHttpAnswer } from '#main/filestack/testing/wire-server.ts'
import type { HttpRequest } from '#main/filestack/transport.ts'
import type { Credentials } from '#main/filestack/client.ts'
import type { RequestKind } from './request-kind.ts'

const HOSTS = {
  cdn: 'https://cdn.filestackcontent.com',
  api: 'https://www.filestackapi.com',
  upload: 'https://upload.filestackapi.com',
}
const connection: Credentials = { ...createTestCredentials(HOSTS.cdn), hosts: HOSTS }
const KEY = connection.apiKey
const RUN = `${HOSTS.cdn}/${KEY}/run_workflow=id:w/h`
const STATUS = `${HOSTS.cdn}/${KEY}/workflow_status=job_id:j`
const START = `${HOSTS.upload}/multipart/start`

/** What the transport makes of a request, with nothing to connect to. */
async function send(
  kind: RequestKind,
  url: string,
  more: Partial<HttpRequest> = {},
  lookedUp = '127.0.0.1',
): Promise<string> {
  const transport = createTransport({
    lookup: (_name, _options, callback) => callback(null, [{ address: lookedUp, family: 4 }]),
    proxyFor: () => Promise.reject(new Error('it passed the gate')),
  })
  onTestFinished(() => transport.close())
  const request = { purpose: { kind, connection }, url, headers: {}, signal: NEVER_ABORTED, ...more }
  const outcome = await transport.send(request)
  if (outcome.kind !== 'failed') throw new Error('it was answered')
  expect(outcome.failure.nothingSent).toBe(true)
  return outcome.failure.code
}

const PASSED = 'NO_PROXY'
const post = (body = '{}') => ({ method: 'POST', body: Buffer.from(body) }) as const
const put = { method: 'PUT', body: Buffer.from('x') } as const

// Would catch: a gate that keeps back what the app exists for.
test.each<[RequestKind, string, Partial<HttpRequest>]>([
  ['start', RUN, { headers: { accept: 'application/json' } }],
  ['start', `${HOSTS.cdn}/security=p:a,s:b/run_workflow=id:w/h`, {}],
  ['start', `${HOSTS.cdn}/${KEY}/run_workflow=id:w/https://example.com/a.png`, {}],
  ['status', STATUS, {}],
  ['status', `${HOSTS.cdn}/${KEY}/security=p:a,s:b/workflow_status=job_id:j`, {}],
  ['metadata', `${HOSTS.api}/api/file/h/metadata?policy=a&signature=b`, {}],
  ['upload', START, post('{"filename":"workflows"}')],
  ['upload', 'https://upload-eu-west-1.filestackapi.com/multipart/upload', post()],
  ['part', 'https://s3.amazonaws.com/PART-1', put],
])('a %s request to %s may leave', async (kind, url, more) => {
  expect(await send(kind, url, more)).toBe(PASSED)
})

// Would catch: a request that starts a job under another name, so that the journal never hears of it.
test.each<[RequestKind, string, Partial<HttpRequest>, string]>([
  ['status', RUN, {}, 'path'],
  ['metadata', RUN, {}, 'address'],
  ['status', `${HOSTS.cdn}/${KEY}/run_workflow=id:w/workflow_status=job_id:j`, {}, 'path'],
  ['status', `${STATUS}/run_workflow=id:w/h`, {}, 'path'],
  ['upload', START, post('{"store":{"workflows":["w"]}}'), 'body'],
  ['part', RUN, {}, 'method'],
])('a %s request to %s starts nothing', async (kind, url, more, why) => {
  expect(await send(kind, url, more)).toBe(why)
})

// Would catch: credentials or file bytes that leave for a host, by a scheme or with headers that nobody of ours chose.
test.each<[RequestKind, string, Partial<HttpRequest>, string]>([
  ['start', RUN.replace('filestackcontent.com', 'evil.example'), {}, 'address'],
  ['status', STATUS.replace('https:', 'http:'), {}, 'address'],
  ['upload', 'https://upload.evil.example/multipart/upload', post(), 'address'],
  ['upload', 'http://upload.filestackapi.com/multipart/upload', post(), 'address'],
  ['upload', 'https://filestackapi.com.evil.example/multipart/upload', post(), 'address'],
  ['upload', 'https://upload.filestackapi.com@evil.example/multipart/upload', post(), 'address'],
  ['upload', 'https://upload.filestackapi.com:8443/multipart/upload', post(), 'address'],
  ['upload', 'https://upload.filestackapi.com/elsewhere', post(), 'path'],
  ['part', 'http://s3.amazonaws.com/x', put, 'address'],
  ['part', 'https://127.0.0.1/x', put, 'address'],
  ['part', 'https://2130706433/x', put, 'address'],
  ['part', 'https://0x7f.1/x', put, 'address'],
  ['part', 'https://169.254.169.254/x', put, 'address'],
  ['part', 'https://[::1]/x', put, 'address'],
  ['part', 'https://[::ffff:10.0.0.1]/x', put, 'address'],
  ['part', 'https://[::127.0.0.1]/x', put, 'address'],
  ['part', 'https://[::ffff:0:10.0.0.1]/x', put, 'address'],
  ['part', 'https://[64:ff9b::10.0.0.1]/x', put, 'address'],
  ['part', 'https://[64:ff9b:1::10.0.0.1]/x', put, 'address'],
  ['part', 'https://[2002:a00:1::]/x', put, 'address'],
  ['part', 'https://[2001:0:a00:1::]/x', put, 'address'],
  ['part', 'https://[fec0::1]/x', put, 'address'],
  ['part', 'https://[fd00::1]/x', put, 'address'],
  ['part', 'https://localhost/x', put, 'address'],
  ['part', 'https://LOCALHOST./x', put, 'address'],
  ['part', 'https://127.1/x', put, 'address'],
  ['part', 'https://0177.0.0.1/x', put, 'address'],
  ['part', 'https://①②⑦.0.0.1/x', put, 'address'],
  ['part', 'https://metadata.google.internal/x', put, 'address'],
  ['part', 'https://printer/x', put, 'address'],
  ['part', 'https://nas.local/x', put, 'address'],
  ['part', 'https://s3.amazonaws.com/x', { ...put, headers: { Host: 'printer' } }, 'header'],
  ['part', 'https://s3.amazonaws.com/x', { ...put, headers: { Cookie: 'a=b' } }, 'header'],
  ['part', 'https://s3.amazonaws.com/x', { ...put, headers: { Authorization: 'Bearer x' } }, 'header'],
  ['start', RUN, { headers: { Cookie: 'a=b' } }, 'header'],
])('a %s request to %s stays here', async (kind, url, more, why) => {
  expect(await send(kind, url, more)).toBe(why)
})

// Would catch: a public name that its owner points at this computer, at a router or at the cloud's own metadata service.
test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:10.1.2.3', '2002:a00:1::', 'fd12::1'])(
  'a public name that leads to %s is not connected to',
  async (address) => {
    const server = await startWireServer({ answer: (_, socket) => socket.end(toHttpAnswer(200, '')) })
    onTestFinished(() => server.close())
    const transport = createTransport({
      lookup: (name, _options, callback) =>
        callback(null, [
          name.startsWith('upload.')
            ? { address: '93.184.216.34', family: 4 }
            : { address, family: isIP(address) },
        ]),
    })
    onTestFinished(() => transport.close())
    const url = `https://rebound.example:${new URL(server.url).port}/x`
    const purpose = { kind: 'part', connection } as const
    const outcome = await transport.send({ purpose, url, headers: {}, signal: NEVER_ABORTED, ...put })
    expect(outcome).toEqual({
      kind: 'failed',
      failure: { reason: 'blocked', nothingSent: true, code: 'ERR_PRIVATE_ADDRESS' },
    })
    expect(server.connections()).toBe(0)
  },
)

// Would catch: a stand-in on this computer (a test server, a tunnel) whose answer leads file bytes into the network of the person.
test('a connection on this computer opens no way into a private network', async () => {
  const asked: string[] = []
  const transport = createTransport({
    lookup: (name, _options, callback) => {
      asked.push(name)
      callback(null, [{ address: '10.1.2.3', family: 4 }])
    },
    connectTimeoutMs: 200,
  })
  onTestFinished(() => transport.close())
  const own = 'http://127.0.0.1:8787'
  const purpose = {
    kind: 'part',
    connection: { ...connection, hosts: { cdn: own, api: own, upload: own } },
  } as const
  const url = 'https://rebound.example/x'
  expect(await transport.send({ purpose, url, headers: {}, signal: NEVER_ABORTED, ...put })).toMatchObject({
    failure: { reason: 'blocked', code: 'ERR_PRIVATE_ADDRESS' },
  })
  expect(asked).toEqual(['rebound.example'])
})

// Would catch: the credentials of a machine in a cloud, for which a server of its own network asks by a name or by another spelling.
test.each([
  '169.254.169.254',
  '100.100.100.200',
  'fd00:ec2::254',
  'fe80::1',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::1',
])('a connection in a private network leads nobody to %s', async (address) => {
  const own = 'https://10.1.2.3'
  const purpose = {
    kind: 'part',
    connection: { ...connection, hosts: { cdn: own, api: own, upload: own } },
  } as const
  const asked: string[] = []
  const transport = createTransport({
    lookup: (name, _options, callback) => {
      asked.push(name)
      callback(null, [{ address, family: isIP(address) }])
    },
    connectTimeoutMs: 200,
  })
  onTestFinished(() => transport.close())
  const send = (url: string) => transport.send({ purpose, url, headers: {}, signal: NEVER_ABORTED, ...put })
  expect(await send('https://storage.example/x')).toMatchObject({
    failure: { reason: 'blocked', code: 'ERR_PRIVATE_ADDRESS', nothingSent: true },
  })
  expect(asked).toEqual(['storage.example'])
  const literal = isIP(address) === 6 ? `[${address}]` : address
  expect(await send(`https://${literal}/x`)).toMatchObject({
    failure: { reason: 'blocked', code: 'address', nothingSent: true },
  })
})
