import { join } from 'node:path'
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

// Would catch: a history in the folder where the command happened to be started.
test.each([undefined, '', 'relative'])('XDG_CONFIG_HOME=%j is no folder', (home) => {
  const folder = resolveDataFolder(null, home === undefined ? {} : { XDG_CONFIG_HOME: home })
  expect(folder.startsWith(join(process.env['HOME'] ?? '/'))).toBe(true)
})
