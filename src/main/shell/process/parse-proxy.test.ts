import { expect, test } from 'vitest'
import { parseProxyList } from './parse-proxy.ts'

// Would catch: a proxy of a kind that we cannot use that is silently gone past.
test.each([
  ['DIRECT', null],
  ['PROXY a:8080; DIRECT', 'http://a:8080'],
  ['HTTPS a:443', 'https://a:443'],
  ['SOCKS5 a:1080; PROXY b:8080', 'http://b:8080'],
  ['SOCKS a:1080; DIRECT', null],
  ['SOCKS a:1080', 'socks://a:1080'],
  ['SOCKS5 a:1080', 'socks5://a:1080'],
  ['QUIC a:443', 'quic://a:443'],
  ['QUIC a:443; PROXY b:8080', 'http://b:8080'],
  ['', null],
])('%j leads to %j', (answer, proxy) => {
  expect(parseProxyList(answer)).toBe(proxy)
})
