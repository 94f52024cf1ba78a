import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CdnTask } from './cdn-path.ts'
import { cdnToSource } from './cdn-url-source.ts'
import { parseCdnUrl } from './cdn-url.ts'
import { CDN, POLICY, SIGNATURE } from './recognise/table/becomes.ts'
import { recognisePaste } from './recognise.ts'
import type { Source } from './source.ts'

// Links as the published grammar builds them: [key/]task[=name:value,…]/…/[security/]source

interface Written<Meant> {
  readonly text: string
  readonly meant: Meant
}

const BARE_TASKS = [
  'polaroid',
  'flip',
  'monochrome',
  'store',
  'video_convert',
  'tags',
  'zip',
  'enhance',
] as const
const NAMES = ['resize', 'crop', 'watermark', 'output', 'border', 'collage', 'store'] as const
const ARGUMENTS = ['width', 'dim', 'file', 'fit', 'background', 'path'] as const

const toText = (letters: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength, maxLength })
const words = toText('abcXYZ019_-.', 1, 12)
const apiKeys = toText('ABCDEFGHIabcdef0123456789', 21, 21).map((rest) => `A${rest.slice(1)}z`)
const handles = toText('ABCDEFghijkl0123456789', 20, 20)

/** A value may hold what separates others when it stands in quotes or brackets. */
const values = fc.oneof(
  words,
  fc.array(words, { minLength: 1, maxLength: 4 }).map((items) => `[${items.join(',')}]`),
  fc
    .array(fc.tuple(words, words), { minLength: 1, maxLength: 3 })
    .map((pairs) => `[${pairs.map((pair) => `[${pair.join(',')}]`).join(',')}]`),
  toText('ab/,:[]() é=', 0, 12).map((text) => `"${text}"`),
  fc.array(words, { minLength: 1, maxLength: 2 }).map((items) => `(${items.join(',')})`),
  fc.webPath({ size: 'small' }).map((path) => `"https://example.com${path.replaceAll('%', '')}"`),
)

const tasks: fc.Arbitrary<Written<CdnTask>> = fc.oneof(
  fc.constantFrom(...BARE_TASKS).map((name) => ({ text: name, meant: { name, args: {} } })),
  fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.uniqueArray(fc.tuple(fc.constantFrom(...ARGUMENTS), values), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name,
      }),
      fc.boolean(),
    )
    .map(([name, pairs, isEscaped]) => {
      const text = `${name}=${pairs.map((pair) => pair.join(':')).join(',')}`
      return {
        text: isEscaped ? encodeURIComponent(text) : text,
        meant: { name, args: Object.fromEntries(pairs) },
      }
    }),
)

const urls = fc
  .tuple(words, toText('abc019/', 1, 10), fc.constantFrom('', '?v=1', '?a=b&c=%20'))
  .map(([host, path, query]) => `https://${host.replaceAll(/[^a-z]/gi, 'x')}.example/${path}${query}`)
const packed = (text: string): string => `b64://${Buffer.from(text).toString('base64url')}`

const sources: fc.Arbitrary<Written<Source>> = fc.oneof(
  handles.map((handle): Written<Source> => ({ text: handle, meant: { kind: 'handle', handle } })),
  handles.map((handle): Written<Source> => ({ text: packed(handle), meant: { kind: 'handle', handle } })),
  fc
    .tuple(
      urls,
      fc.constantFrom(
        (url: string) => url,
        encodeURIComponent,
        packed,
        (url: string) => `"${encodeURIComponent(url)}"`,
        (url: string) => `%22${encodeURIComponent(url)}%22`,
      ),
    )
    .map(([url, write]): Written<Source> => ({ text: write(url), meant: { kind: 'url', url } })),
  fc
    .tuple(
      words,
      toText('abc019_-/.', 1, 20).map((path) => `a${path}b`),
      fc.boolean(),
    )
    .map(([alias, path, isPacked]): Written<Source> => {
      const text = `src://${alias}/${path}`
      return { text: isPacked ? packed(text) : text, meant: { kind: 'alias', alias, path } }
    }),
)

const links = fc.record({
  apiKey: fc.option(apiKeys),
  steps: fc.array(tasks, { maxLength: 6 }),
  isSigned: fc.boolean(),
  source: sources,
})

const write = (parts: readonly (string | null)[]): string =>
  [CDN, ...parts.filter((part) => part !== null)].join('/')

// Would catch: a part of a link taken for another one: a slash or comma of a value, a task without values, a quoted source.
test('every link that the grammar builds comes apart into what it was built of', () => {
  fc.assert(
    fc.property(links, ({ apiKey, steps, isSigned, source }) => {
      const security = isSigned ? `security=p:${POLICY},s:${SIGNATURE}` : null
      const found = parseCdnUrl(write([apiKey, ...steps.map(({ text }) => text), security, source.text]))
      expect(found).not.toBeNull()
      if (found === null) return
      expect({ ...found, source: cdnToSource(found.source) }).toEqual({
        host: 'cdn.filestackcontent.com',
        apiKey,
        tasks: steps.map(({ meant }) => meant),
        security: isSigned ? { policy: POLICY, signature: SIGNATURE } : null,
        source: source.meant,
      })
    }),
    { numRuns: 2_000 },
  )
})

// Would catch: a pasted link of which a task, a value or the key becomes what is run and billed.
test('a pasted link of the grammar is run on its own source', () => {
  fc.assert(
    fc.property(links, ({ apiKey, steps, source }) => {
      const pasted = write([
        apiKey,
        ...steps.map(({ text }) => encodeURI(text).replaceAll('%25', '%')),
        source.text,
      ])
      const [first, ...others] = recognisePaste(pasted, { apiKeys: [], cdnHosts: [] })
      expect(others).toEqual([])
      expect(first?.recognition).toMatchObject({ source: source.meant })
    }),
    { numRuns: 1_000 },
  )
})
