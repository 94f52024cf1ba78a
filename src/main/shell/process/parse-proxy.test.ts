import { expect, test } from 'vitest'
import { parseProxyList } from './parse-proxy.ts'

// Would catch: a proxy of a kind that we cannot use that is silently gone past.
test.each([
  ['DIRECT', null],
  ['PROXY a:8080; DIRECT', 'http://a:8080'],
  ['HTTPS a:443', 'https://a:443'],
  ['SOCKS5 a:1080; PROXY b:8080', 'http://b:8080'],
  ['SOCKS a:1080; DIRECT', null],
  ['SOCKS5 a:1080', 'socks://a:1080'],
  ['', null],
])('%j leads to %j', (answer, proxy) => {
  expect(parseProxyList(answer)).toBe(proxy)
})
