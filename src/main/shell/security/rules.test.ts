import { expect, test } from 'vitest'
import { createReloadLimit } from '#main/shell/window/recover-window.ts'
import { parseProxyList } from '#main/shell/process/parse-proxy.ts'
import { isSafeExternalUrl } from './external-url.ts'
import { isOwnPage } from './navigation.ts'

// Would catch: a link that leads the window to foreign HTML, or to a streamed body opened as a document.
test.each([
  ['app://flowbench/', true],
  ['app://flowbench/index.html#history', true],
  ['app://flowbench/results/01', false],
  ['app://flowbench/files/01?pointer=/a', false],
  ['app://flowbench.evil/', false],
  ['app://elsewhere/', false],
  ['https://flowbench/', false],
  ['file:///etc/passwd', false],
  ['data:text/html,x', false],
  ['javascript:alert(1)', false],
])('navigating to %s is allowed: %s', (url, allowed) => {
  expect(isOwnPage(url)).toBe(allowed)
})

// Would catch: a program started by a link (file:, smb:, a custom scheme), or a password sent to a browser.
test.each([
  ['https://www.filestack.com/docs', true],
  ['http://www.filestack.com', false],
  ['file:///usr/bin/true', false],
  ['smb://host/share', false],
  ['https://user:word@example.com/', false],
  ['not a url', false],
])('opening %s in a browser is allowed: %s', (url, allowed) => {
  expect(isSafeExternalUrl(url)).toBe(allowed)
})

// Would catch: a page that crashes at once being reloaded for ever.
test('a page is reloaded at most three times within a minute', () => {
  let now = 0
  const mayReload = createReloadLimit(() => now)
  const answers = [0, 10_000, 20_000, 30_000, 59_999, 60_000, 60_001].map((time) => {
    now = time
    return mayReload()
  })
  expect(answers).toEqual([true, true, true, false, false, true, false])
})

// Would catch: a proxy of the system that is passed over, or a SOCKS proxy spoken to in HTTP.
test.each([
  ['DIRECT', null],
  ['PROXY proxy.local:8080; DIRECT', 'http://proxy.local:8080'],
  ['HTTPS proxy.local:8443', 'https://proxy.local:8443'],
  ['SOCKS5 socks.local:1080; PROXY proxy.local:8080', 'http://proxy.local:8080'],
  ['DIRECT; PROXY proxy.local:8080', null],
  ['', null],
])('“%s” means %s', (answer, proxy) => {
  expect(parseProxyList(answer)).toBe(proxy)
})
