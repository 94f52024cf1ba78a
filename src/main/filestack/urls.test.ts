import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import published from '#shared/fixtures/urls.published.json' with { type: 'json' }
import { cdnToSource } from '#shared/model/cdn-url-source.ts'
import { parseCdnUrl } from '#shared/model/cdn-url.ts'
import { DEFAULT_HOSTS } from '#shared/model/connection.ts'
import {
  readAuthority,
  toMetadataUrl,
  toRunUrl,
  toStatusUrl,
  type RunnableSource,
  type UrlBase,
} from './urls.ts'

const policy = 'eyJleHBpcnkiOjE1Nzc4OTk4MDB9'
const signed = (tail: string): UrlBase['security'] => ({
  policy,
  signature: `428c3b32063f2081ec1ee3a703d05ce19883849adb4c90224367fe9707b3d${tail}`,
})
const base = (apiKey: string, security: UrlBase['security']): UrlBase => ({
  hosts: DEFAULT_HOSTS,
  apiKey,
  security,
})
const [handleExample, urlExample, aliasExample] = published.run.examples.map(({ url }) => url)
const [statusExample] = published.status.examples.map(({ url }) => url)
const google = 'https://www.google.com/images/branding/googlelogo/2x/googlelogo_color_272x92dp.png'

interface Published {
  readonly url: string | undefined
  /** Where the published text differs from what is sent. */
  readonly sent?: string | undefined
  readonly base: UrlBase
  readonly workflow: string
  readonly source: RunnableSource
}

const RUNS: Readonly<Record<string, Published>> = {
  'handle example': {
    url: handleExample,
    base: base('unused', signed('808')),
    workflow: '67d273c3-249c-4192-b228-9c3e1d003963',
    source: { kind: 'handle', handle: 'pR4oeS63QLmYIFNs2ZvZ' },
  },
  'URL example': {
    url: urlExample,
    base: base('At39kDB2eTYCbxuESgayWs', signed('998')),
    workflow: '67d273c3-249c-4192-b228-9c3e1d003023',
    source: { kind: 'url', url: google },
  },
  'alias example, published without src://': {
    url: aliasExample,
    sent: aliasExample?.replace('/test_alias/', '/src://test_alias/'),
    base: base('At39kDB2eTYCbxuESgayWs', signed('998')),
    workflow: '67d273c3-249c-4192-b228-9c3e1d003023',
    source: { kind: 'alias', alias: 'test_alias', path: 'test.png' },
  },
}

/** A published template with its places filled. */
function filled(template: string): string {
  const values: Readonly<Record<string, string>> = {
    POLICY: policy,
    SIGNATURE: signed('808')?.signature ?? '',
    FILESTACK_API_KEY: 'At39kDB2eTYCbxuESgayWs',
    WORKFLOW_ID: '67d273c3-249c-4192-b228-9c3e1d003963',
    WORKFLOW_JOB_ID: '5aef4e90-4c6c-4779-ac8b-289cff108792',
    FILE_HANDLE: 'pR4oeS63QLmYIFNs2ZvZ',
    FILE_URL: google,
    STORAGE_ALIAS: 'test_alias',
    PATH_TO_FILE: 'folder/test.png',
  }
  return template.replace(/<([A-Z_]+)>/g, (whole, name: string) => values[name] ?? whole)
}

const TEMPLATES: Readonly<Record<string, Published>> = {
  'handle template': {
    url: filled(published.run.templates.handle),
    base: base('unused', signed('808')),
    workflow: '67d273c3-249c-4192-b228-9c3e1d003963',
    source: { kind: 'handle', handle: 'pR4oeS63QLmYIFNs2ZvZ' },
  },
  'URL template': {
    url: filled(published.run.templates.url),
    base: base('At39kDB2eTYCbxuESgayWs', signed('808')),
    workflow: '67d273c3-249c-4192-b228-9c3e1d003963',
    source: { kind: 'url', url: google },
  },
  'alias template': {
    url: filled(published.run.templates.alias),
    base: base('At39kDB2eTYCbxuESgayWs', signed('808')),
    workflow: '67d273c3-249c-4192-b228-9c3e1d003963',
    source: { kind: 'alias', alias: 'test_alias', path: 'folder/test.png' },
  },
}

describe('the published run URLs', () => {
  // Would catch: a part in the wrong order, a key before a handle, an escape where the published text has none.
  test.each(Object.entries({ ...RUNS, ...TEMPLATES }))('%s is built from its parts', (_name, row) => {
    expect(toRunUrl(row.base, row.workflow, row.source, 'percent')).toBe(row.sent ?? row.url)
  })

  // Would catch: a published URL that the app cannot take apart when somebody pastes it.
  test.each(Object.entries({ ...RUNS, ...TEMPLATES }))('%s is read back into its parts', (_name, row) => {
    const parsed = parseCdnUrl(row.url ?? '')
    expect(parsed).toMatchObject({
      host: 'cdn.filestackcontent.com',
      apiKey: row.source.kind === 'handle' ? null : row.base.apiKey,
      security: row.base.security,
      tasks: [{ name: 'run_workflow', args: { id: row.workflow } }],
    })
    expect(parsed === null ? null : cdnToSource(parsed.source)).toEqual(row.source)
  })
})

// Would catch: a status asked with the answer's key instead of the request's, or without the API key.
test.each([
  ['example', statusExample, 'At39kDB2eTYCbxuESgEzEk', signed('888')],
  ['template', filled(published.status.template), 'At39kDB2eTYCbxuESgayWs', signed('808')],
] as const)('the published status %s is built and read back', (_name, url, key, security) => {
  const remoteJobId = '5aef4e90-4c6c-4779-ac8b-289cff108792'
  expect(toStatusUrl(base(key, security), remoteJobId)).toBe(url)
  expect(parseCdnUrl(url ?? '')).toMatchObject({
    apiKey: key,
    security,
    tasks: [{ name: 'workflow_status', args: { job_id: remoteJobId } }],
    source: { kind: 'none' },
  })
})

// Would catch: an empty "security=" step for an application that has security switched off.
test('without security the step is left out', () => {
  const open = base('K', null)
  expect(toRunUrl(open, 'W', { kind: 'handle', handle: 'H' }, 'percent')).toBe(
    'https://cdn.filestackcontent.com/run_workflow=id:W/H',
  )
  expect(toStatusUrl(open, 'J')).toBe('https://cdn.filestackcontent.com/K/workflow_status=job_id:J')
  expect(toMetadataUrl(open, 'H')).toBe('https://www.filestackapi.com/api/file/H/metadata')
})

// Would catch: the security in the path of the File API, which wants it in the query; a plus or slash of a policy unescaped.
test('metadata carries policy and signature in its query', () => {
  expect(toMetadataUrl(base('K', { policy: 'a+/b==', signature: 'ff' }), 'H')).toBe(
    'https://www.filestackapi.com/api/file/H/metadata?policy=a%2B%2Fb%3D%3D&signature=ff',
  )
})

// Would catch: a source whose query becomes the CDN URL's own, or whose dots and escapes are resolved on the way.
test.each([
  ['https://x.example/a.png?x=1', 'https%3A%2F%2Fx.example%2Fa.png%3Fx%3D1'],
  ['https://x.example/a#b', 'https%3A%2F%2Fx.example%2Fa%23b'],
  ['https://x.example/a/../b', 'https%3A%2F%2Fx.example%2Fa%2F..%2Fb'],
  ['https://x.example/a%20b', 'https%3A%2F%2Fx.example%2Fa%2520b'],
  ['https://x.example/resize=width:1/b', 'https%3A%2F%2Fx.example%2Fresize%3Dwidth%3A1%2Fb'],
  ['https://x.example/snö.png', 'https%3A%2F%2Fx.example%2Fsn%C3%B6.png'],
  ['https://x.example:8080/a.b/c-d_e~f', 'https://x.example:8080/a.b/c-d_e~f'],
])('%s is written so that it survives', (url, written) => {
  const sent = toRunUrl(base('K', null), 'W', { kind: 'url', url }, 'percent')
  expect(sent).toBe(`https://cdn.filestackcontent.com/K/run_workflow=id:W/${written}`)
})

// Would catch: unpadded base64, which the service refuses, or the standard alphabet, whose slash splits the path.
test('the other encoding is URL-safe base64 with its padding', () => {
  const sent = toRunUrl(base('K', null), 'W', { kind: 'url', url: 'https://x.example/??>~?' }, 'base64')
  expect(sent.split('b64://')[1]).toBe('aHR0cHM6Ly94LmV4YW1wbGUvPz8-fj8=')
})

// Would catch: any URL that comes out of the path as another one, in either encoding.
test.each(['percent', 'base64'] as const)('every URL survives being written as %s', (encoding) => {
  const anyUrl = fc
    .tuple(fc.constantFrom('http://', 'https://'), fc.string({ unit: 'grapheme', minLength: 1 }))
    .map(([scheme, rest]) => scheme + rest)
  fc.assert(
    fc.property(fc.oneof(anyUrl, fc.webUrl({ withQueryParameters: true, withFragments: true })), (url) => {
      const sent = toRunUrl(base('KEY', signed('808')), 'W', { kind: 'url', url }, encoding)
      expect(parseCdnUrl(sent)?.source).toMatchObject({ kind: 'url', url })
    }),
  )
})

// Would catch: a path whose question mark, hash, percent sign, dots, spaces or accents change on the way.
test('every alias path survives', () => {
  const segment = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('/', '_')),
    fc.constantFrom('..', '.', '%2e', 'a b', '?x=1', '#', '%', 'é', ''),
  )
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
  const alias = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replaceAll('/', '_'))
  fc.assert(
    fc.property(alias, path, (alias, path) => {
      fc.pre(path !== '')
      const sent = toRunUrl(base('KEY', signed('808')), 'W', { kind: 'alias', alias, path }, 'percent')
      expect(sent).toMatch(/^[!-~]+$/)
      expect(sent).not.toMatch(/[?#]|\/\.{1,2}(?:\/|$)/)
      expect(parseCdnUrl(sent)?.source).toEqual({ kind: 'alias', alias, path, scheme: true })
    }),
  )
})

// Would catch: a crash on half an emoji, which no percent encoding exists for.
test('a broken character does not throw', () => {
  expect(toRunUrl(base('K', null), 'W', { kind: 'url', url: 'https://x/\ud83d' }, 'percent')).toContain(
    '%EF%BF%BD',
  )
})

// Would catch: a path, and with it a policy, shown where only the server's name belongs.
test('the name of a server has no path', () => {
  expect(readAuthority('http://127.0.0.1:8080/K/security=p:x,s:y')).toBe('127.0.0.1:8080')
})
