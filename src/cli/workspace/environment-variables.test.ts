import { join } from 'node:path'
import { EnvHttpProxyAgent, request } from 'undici'
import { expect, test } from 'vitest'
import { resolveDataFolder } from './data-folder.ts'
import { createProxyLookup } from './proxy.ts'

const CDN = 'https://cdn.filestackcontent.com'
const PROXY = 'http://proxy.example:3128'

// Case 17 of docs/reported-inputs.md. Would catch: a request that goes through a proxy which cannot reach the host that was excepted.
test.each([
  ['cdn.filestackcontent.com', null],
  ['cdn.filestackcontent.com:443', null],
  ['cdn.filestackcontent.com:8443', PROXY],
  ['a.example cdn.filestackcontent.com', null],
  [' a.example ,\tcdn.filestackcontent.com:443 ', null],
  ['.filestackcontent.com', null],
  ['*.filestackcontent.com:443', null],
  ['*.cdn.filestackcontent.com', PROXY],
  ['*', null],
  ['filestackcontent.co', PROXY],
  ['', PROXY],
])('with NO_PROXY=%j the way is %j', async (exceptions, way) => {
  const proxyOf = createProxyLookup({ HTTPS_PROXY: PROXY, NO_PROXY: exceptions })
  expect(await proxyOf(CDN)).toBe(way)
})

// Would catch: an address whose last group is taken for a port, and a name that is another one with a dot at its end.
test.each([
  ['fd00::1', 'https://[fd00::1]:8443', null],
  ['[fd00::1]:8443', 'https://[fd00::1]:8443', null],
  ['[fd00::1]:443', 'https://[fd00::1]:8443', PROXY],
  ['fd00::2', 'https://[fd00::1]', PROXY],
  ['cdn.filestackcontent.com.', CDN, null],
  ['cdn.filestackcontent.com', `${CDN}.`, null],
])('with NO_PROXY=%j the way to %j is %j', async (exceptions, url, way) => {
  const proxyOf = createProxyLookup({ HTTPS_PROXY: PROXY, NO_PROXY: exceptions })
  expect(await proxyOf(url)).toBe(way)
})

/** Whether undici's own agent for these variables goes straight to the host. The proxy is a port where nothing listens. */
async function isDirectByUndici(noProxy: string, url: string): Promise<boolean> {
  const proxy = 'http://127.0.0.1:1'
  let isDirect = false
  const agent = new EnvHttpProxyAgent({
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
    connect: (_options, callback) => {
      isDirect = true
      callback(new Error('not connected'), null)
    },
  })
  await request(url, { dispatcher: agent }).catch(() => null)
  await agent.destroy()
  return isDirect
}

// Would catch: an exception that other programs understand otherwise, so that a request goes where they would not send it.
test('the exceptions of NO_PROXY are those of undici', async () => {
  const entries = [
    'example.com',
    '.example.com',
    '*.example.com',
    'EXAMPLE.com',
    'example.com.',
    'cdn.example.com',
    '*',
    'example.com:443',
    'example.com:8443',
    '*.example.com:443',
    '*:80',
    'example.com:0',
    'xample.com',
    'a.example, example.com',
    'a.example\texample.com',
    ' , ',
    '.',
    '*.',
    '*example.com',
    '**',
    'com',
    '.com',
    'fd00::1',
    '[fd00::1]',
    '[fd00::1]:443',
    'fd00::1:443',
    '10.0.0.1',
    '10.0.0.1:80',
    '10.0.0',
    '0.0.1',
    'https://example.com',
    'example.com:https',
    'user@example.com',
  ]
  const urls = [
    'https://example.com',
    'http://example.com',
    'https://example.com:8443',
    'https://example.com.',
    'https://cdn.example.com',
    'https://a.cdn.example.com',
    'https://notexample.com',
    'https://CDN.EXAMPLE.COM',
    'https://[fd00::1]',
    'https://[fd00::1]:8443',
    'http://10.0.0.1',
    'https://10.0.0.1',
    'https://com',
  ]
  const differing: string[] = []
  for (const entry of entries) {
    const proxyOf = createProxyLookup({ HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY, NO_PROXY: entry })
    for (const url of urls)
      if (((await proxyOf(url)) === null) !== (await isDirectByUndici(entry, url)))
        differing.push(`${entry} for ${url}`)
  }
  expect(differing).toEqual([])
})

// Would catch: https sent past the only proxy that is named.
test.each([
  [{ HTTP_PROXY: PROXY }, CDN, PROXY],
  [{ HTTPS_PROXY: PROXY }, 'http://example.com', null],
  [{ HTTP_PROXY: 'http://other.example:1', ALL_PROXY: PROXY }, CDN, PROXY],
  [{ https_proxy: PROXY, HTTPS_PROXY: 'http://other.example:1' }, CDN, PROXY],
  [{ HTTPS_PROXY: 'proxy.example:3128' }, CDN, PROXY],
])('of %j the way to %j is %j', async (env, url, way) => {
  expect(await createProxyLookup(env)(url)).toBe(way)
})

// Would catch: a history in the folder where the command happened to be started.
test.each([undefined, '', 'relative'])('XDG_CONFIG_HOME=%j is no folder', (home) => {
  const folder = resolveDataFolder(null, home === undefined ? {} : { XDG_CONFIG_HOME: home })
  expect(folder.startsWith(join(process.env['HOME'] ?? '/'))).toBe(true)
})
