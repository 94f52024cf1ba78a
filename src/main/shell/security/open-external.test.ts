import { beforeEach, expect, test, vi } from 'vitest'
import { openExternal } from './open-external.ts'

const opened = vi.hoisted((): string[] => [])
vi.mock('electron', () => ({ shell: { openExternal: async (url: string) => void opened.push(url) } }))
beforeEach(() => void opened.splice(0))

/** Opens an address, with a person who answers so; tells the hosts that they were asked about. */
async function open(url: string, answer: boolean) {
  const asked: string[] = []
  const accepted = await openExternal(url, async ({ host }) => {
    asked.push(host)
    return answer
  })
  return { accepted, asked }
}

// Would catch: a program started by an address, a password handed to the browser, or a question about nonsense.
test.each([
  'file:///usr/bin/true',
  'http://example.com/',
  'smb://host/share',
  'ms-settings:privacy',
  'https://user:word@example.com/',
  'https://user@example.com/',
  'javascript:alert(1)',
  'not a url',
])('%s is refused, and nobody is asked', async (url) => {
  expect(await open(url, true)).toEqual({ accepted: false, asked: [] })
  expect(opened).toEqual([])
})

// Would catch: a link out of a result that opens a page which the person never chose.
test('an https address is opened only after a yes to its host', async () => {
  expect(await open('https://example.com/a b', false)).toEqual({ accepted: true, asked: ['example.com'] })
  expect(opened).toEqual([])
  expect(await open('https://example.com/a b', true)).toEqual({ accepted: true, asked: ['example.com'] })
  expect(opened).toEqual(['https://example.com/a%20b'])
})

// Would catch: a host of look-alike letters that the question shows like the real one.
test('the host is asked about in ASCII', async () => {
  expect((await open('https://filestаck.com/docs/', false)).asked).toEqual(['xn--filestck-66g.com'])
})

// Would catch: a foreign page that is opened unasked because its address looks like the documentation's.
test('the documentation is opened without a question, and nothing that looks like it', async () => {
  expect(await open('https://www.filestack.com/docs/workflows', false)).toEqual({ accepted: true, asked: [] })
  expect(opened).toEqual(['https://www.filestack.com/docs/workflows'])
  for (const url of [
    'https://www.filestack.com.evil.example/docs/',
    'https://www.filestack.com/documents',
    'https://www.filestack.com/docs/../login',
    'https://www.filestack.com:8443/docs/',
  ])
    expect((await open(url, false)).asked).toHaveLength(1)
})
