import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { png } from '#main/files/testing/media.ts'
import { NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import { MAX_PREVIEW_BYTES } from '#shared/model/bounds.ts'
import { createFetchLink } from './fetch-link.ts'

const PICTURE = png(40, 30)
/** Names that a public DNS could have, and where they lead. The test server stands for the public network. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'pictures.example.com': '127.0.0.1',
  'inside.example.com': '10.0.0.5',
}

let server: Server
let ca: string
let port = 0
const asked: string[] = []

beforeAll(async () => {
  const altNames = Object.keys(ADDRESSES).map((value) => ({ type: 2 as const, value }))
  const made = await generate([{ name: 'commonName', value: 'pictures.example.com' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames }],
  })
  ca = made.cert
  server = createServer({ key: made.private, cert: made.cert }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://x')
    asked.push(`${pathname} ${Object.keys(request.headers).toSorted().join(' ')}`)
    if (pathname === '/to') response.writeHead(302, { location: searchParams.get('url') ?? '' }).end()
    else if (pathname === '/silent') response.writeHead(200).write('x')
    else if (pathname === '/announced')
      response.writeHead(200, { 'content-length': MAX_PREVIEW_BYTES + 1 }).write('x')
    else if (pathname === '/endless') {
      response.on('error', () => undefined)
      const go = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1_000_000)));
      }
      response.on('drain', go)
      go()
    } else if (pathname === '/gone') response.writeHead(404).end('no')
    else response.writeHead(200, { 'content-type': 'text/html' }).end(PICTURE)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  return () => {
    server.closeAllConnections()
    server.close()
  }
})

beforeEach(() => void asked.splice(0))

const fetchIt = (url: string, maxMs = 10_000) =>
  createFetchLink({
    ca: [ca],
    maxMs,
    lookup: (hostname, _options, done) => {
      const address = ADDRESSES[hostname]
      if (address === undefined) done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), [])
      else done(null, [{ address, family: 4 }])
    },
    isRefused: (address) => address !== '127.0.0.1',
  })(url.replace('PORT', String(port)), NEVER_ABORTED)

const to = (url: string): string =>
  `https://pictures.example.com:PORT/to?url=${encodeURIComponent(url.replace('PORT', String(port)))}`

// Would catch: cookies, a referrer or anything else of ours told to the host of a picture.
test('a picture comes from a public https host, which is told nothing but the path', async () => {
  const got = await fetchIt('https://pictures.example.com:PORT/a.png?size=2')
  expect(got.ok && Buffer.from(got.data).equals(PICTURE)).toBe(true)
  expect(asked).toEqual(['/a.png accept accept-encoding connection host user-agent'])
})

// Would catch: a sheet or a result whose links make Flowbench ask inside the network of whoever opens the job.
test.each([
  'http://pictures.example.com:PORT/a.png',
  'https://127.0.0.1:PORT/a.png',
  'https://2130706433:PORT/a.png',
  'https://[::1]:PORT/a.png',
  'https://[::ffff:127.0.0.1]:PORT/a.png',
  'https://localhost:PORT/a.png',
  'https://169.254.169.254/latest/meta-data',
  'https://inside.example.com:PORT/a.png',
  'https://printer:PORT/a.png',
  'https://user:word@pictures.example.com:PORT/a.png',
  'file:///etc/passwd',
])('%s is never asked, directly or by a redirect', async (url) => {
  expect(await fetchIt(url)).toMatchObject({ error: { code: 'picture.notPublic' } })
  expect(asked).toEqual([])
  expect(await fetchIt(to(url))).toMatchObject({ error: { code: 'picture.notPublic' } })
  expect(asked).toHaveLength(1)
})

// Would catch: a picture behind a moved address that is not shown, or hosts that send one on for ever.
test('redirects are followed, but not without end', async () => {
  expect(await fetchIt(to(to('/b.png').replace(/^https:\/\/[^/]+/, '')))).toMatchObject({ ok: true })
  expect(asked.map((line) => line.split(' ')[0])).toEqual(['/to', '/to', '/b.png'])
  let far = '/b.png'
  for (let hop = 0; hop < 5; hop++) far = to(far).replace(/^https:\/\/[^/]+/, '')
  expect(await fetchIt(to(far))).toMatchObject({ error: { code: 'picture.tooManyRedirects' } })
})

// Would catch: a picture that fills the memory, or a host that holds the fetch for ever.
test('a body ends at its bound, and a silent one at its time', async () => {
  const at = (path: string): string => `https://pictures.example.com:PORT${path}`
  expect(await fetchIt(at('/endless'))).toMatchObject({ error: { code: 'picture.tooLarge' } })
  expect(await fetchIt(at('/announced'))).toMatchObject({ error: { code: 'picture.tooLarge' } })
  expect(await fetchIt(at('/silent'), 300)).toMatchObject({
    error: { code: 'picture.refused', message: expect.stringContaining('took too long') },
  })
  expect(await fetchIt(at('/gone'))).toMatchObject({
    error: { message: expect.stringContaining('the answer was 404') },
  })
})
