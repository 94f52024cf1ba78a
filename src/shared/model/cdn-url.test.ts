import { recognisePaste } from './recognise.ts'
import { expect, test } from 'vitest'
import published from '#shared/fixtures/urls.published.json' with { type: 'json' }
import { isCdnHost, parseCdnUrl } from './cdn-url.ts'
import { CDN, HANDLE, KNOWN_KEY, PADDED_POLICY, POLICY, SIGNATURE } from './recognise/table/becomes.ts'

const parsed = (url: string) => {
  const found = parseCdnUrl(url)
  if (found === null) throw new Error(`not read: ${url}`)
  return found
}
const security = { policy: POLICY, signature: SIGNATURE }

// Would catch: a part of a published URL read into another part.
test('the published run and status URLs come apart', () => {
  const [handle, url, alias] = published.run.examples.map((example) => parsed(example.url))
  expect(handle).toEqual({
    host: 'cdn.filestackcontent.com',
    apiKey: null,
    tasks: [{ name: 'run_workflow', args: { id: '67d273c3-249c-4192-b228-9c3e1d003963' } }],
    security,
    source: { kind: 'handle', handle: HANDLE },
  })
  expect(url).toMatchObject({ apiKey: KNOWN_KEY, source: { kind: 'url', written: 'raw' } })
  expect(alias).toMatchObject({
    apiKey: KNOWN_KEY,
    source: { kind: 'alias', alias: 'test_alias', path: 'test.png', scheme: false },
  })
  expect(parsed(published.status.examples[0]?.url ?? '')).toMatchObject({
    tasks: [{ name: 'workflow_status', args: { job_id: '5aef4e90-4c6c-4779-ac8b-289cff108792' } }],
    source: { kind: 'none' },
  })
})

// Would catch: a way to write the security step that is not understood, and so neither used nor cut.
test.each([
  `${CDN}/security=p:${POLICY},s:${SIGNATURE}/${HANDLE}`,
  `${CDN}/security=policy:${POLICY},signature:${SIGNATURE}/${HANDLE}`,
  `${CDN}/security=s:${SIGNATURE},p:${POLICY}/${HANDLE}`,
  `${CDN}/security%3Dp%3A${POLICY}%2Cs%3A${SIGNATURE}/${HANDLE}`,
  `${CDN}/resize=width:1/security=p:${POLICY},s:${SIGNATURE}/${HANDLE}`,
  `${CDN}/${HANDLE}?policy=${POLICY}&signature=${SIGNATURE}`,
  `https://www.filestackapi.com/api/file/${HANDLE}?signature=${SIGNATURE}&policy=${POLICY}`,
])('security is read from %s', (url) => {
  expect(parsed(url)).toMatchObject({ security, source: { kind: 'handle', handle: HANDLE } })
})

// Would catch: padding lost, or a policy in the standard alphabet cut at its slash.
test('a policy keeps its padding and its slash', () => {
  expect(parsed(`${CDN}/security=p:${PADDED_POLICY},s:ab/${HANDLE}`).security?.policy).toBe(PADDED_POLICY)
  expect(parsed(`${CDN}/security=p:eyJh/b+c=,s:ab/${HANDLE}`).security?.policy).toBe('eyJh/b+c=')
})

// Would catch: a comma inside brackets taken for the end of a parameter.
test('steps with lists', () => {
  expect(parsed(`${CDN}/crop=dim:[1,2,3,4],x:5/${HANDLE}`).tasks).toEqual([
    { name: 'crop', args: { dim: '[1,2,3,4]', x: '5' } },
  ])
})

// Would catch: an API key with nothing after it taken for a handle.
test('a path that ends with the security step has no source', () => {
  expect(parsed(`${CDN}/${KNOWN_KEY}/security=p:${POLICY},s:${SIGNATURE}`)).toMatchObject({
    apiKey: KNOWN_KEY,
    source: { kind: 'none' },
  })
})

// Would catch: a look-alike host trusted with the right to be a CDN.
test('hosts', () => {
  expect(isCdnHost('CDN.filestackcontent.com:443', [])).toBe(true)
  expect(isCdnHost('cdn.acme.example', ['cdn.acme.example'])).toBe(true)
  expect(isCdnHost('cdn.filestackcontent.com.example.org', [])).toBe(false)
  expect(isCdnHost('xcdn.filestackcontent.com', [])).toBe(false)
})

// Would catch: a pasted line of nothing but quotes that ends the reading of the whole paste.
test.each([
  ['"', `${CDN}/`],
  ['%22', `${CDN}/`],
  ['"%22', `${CDN}/`],
  ['url:', ''],
  ['link: ', ''],
])('a text of many %s behind %j is no source', (piece, before) => {
  const text = before + piece.repeat(15_000 / piece.length)
  expect(recognisePaste(text, { apiKeys: [], cdnHosts: [] })).toMatchObject([
    { recognition: { kind: 'bad' } },
  ])
})
