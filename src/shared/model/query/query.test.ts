import { describe, expect, it, test } from 'vitest'
import { formatQuery, parseQuery, resolveQuery, type Term } from './index.ts'

const when = { now: 0 }

const termsOf = (text: string): readonly Term[] => {
  const { query, problems } = parseQuery(text, when)
  expect([text, problems]).toEqual([text, []])
  return query.terms
}
const problemsOf = (text: string): readonly string[] =>
  parseQuery(text, when).problems.map(({ message }) => message)

// Would catch: a word on screen that the grammar does not know, or that means another state.
test.each([
  ['state:failed', ['failed']],
  ['state:Refused', ['rejected']],
  ['state:waiting,running', ['queued', 'started']],
  ['state:"may have started"', ['unknown']],
  ['state:may-have-started,UNKNOWN', ['unknown']],
  ['state:"Result gone",finished', ['expired', 'finished']],
  ['state:stopped', ['stopped']],
  ['state:"Stopped, not sent"', ['stopped']],
  ['STATE:ready,', ['ready']],
])('%s', (text, states) => {
  expect(termsOf(text)).toEqual([{ kind: 'state', not: false, states }])
})

// Would catch: a word on screen that names no kind, or another one; a kind that is lost of several.
test.each([
  ['kind:file', ['file']],
  ['KIND:URL,handle,url', ['url', 'handle']],
  ['kind:"Alias path","no source"', ['alias', 'none']],
  ['kind:local-file,link', ['file', 'url']],
  ['kind:unreadable', ['unreadable']],
])('%s', (text, kinds) => {
  expect(termsOf(text)).toEqual([{ kind: 'sourceKind', not: false, kinds }])
})

// Would catch: a length read in another unit, or a sign that is ignored or cut.
test.each([
  ['>2s', '>', 2000],
  ['<1m', '<', 60_000],
  ['>=200ms', '>=', 200],
  ['"<= 2s"', '<=', 2000],
  ['<1h30m', '<', 5_400_000],
  ['">1.5S"', '>', 1500],
])('took:%s', (text, than, ms) => {
  expect(termsOf(`took:${text}`)).toEqual([{ kind: 'took', than, ms }])
})

// Would catch: a bound that is read as a part of the label, a label with a sign in it that is read as a bound.
test('labels of results, with bounds', () => {
  const tag = (text: string, than?: string, number?: number, glob = false) => [
    { kind: 'tag', not: false, name: { text, glob }, bound: than === undefined ? null : { than, number } },
  ]
  expect(termsOf('tag:weapon')).toEqual(tag('weapon'))
  expect(termsOf('tag:weapon>=60')).toEqual(tag('weapon', '>=', 60))
  expect(termsOf('tag:"fire arm"<20.5%')).toEqual(tag('fire arm', '<', 20.5))
  expect(termsOf('tag:"a>b"=7')).toEqual(tag('a>b', '=', 7))
  expect(termsOf('tag:weap*>60')).toEqual(tag('weap*', '>', 60, true))
  for (const text of ['tag:weapon>=', 'tag:weapon>=x', 'tag:weapon>1e5', 'tag:a>b<3', 'tag:>60'])
    expect([text, problemsOf(text).length]).toEqual([text, 1])
})

// Would catch: a size or a deadline in another unit, words that are searched otherwise than written.
test('words, tasks, sizes and deadlines of results', () => {
  expect(termsOf('text:"red car" -text:weap* task:tags_* size:>1.5MB size:<=2KiB expires:<2d')).toEqual([
    { kind: 'words', not: false, value: 'red car', isBeginning: false },
    { kind: 'words', not: true, value: 'weap', isBeginning: true },
    { kind: 'task', not: false, name: { text: 'tags_*', glob: true } },
    { kind: 'size', than: '>', bytes: 1_500_000 },
    { kind: 'size', than: '<=', bytes: 2048 },
    { kind: 'expires', than: '<', ms: 172_800_000, at: 0 },
  ])
  for (const text of [
    'text:*',
    'text:a*b',
    'size:big',
    'size:1MB',
    '-size:>1',
    'expires:<soon',
    'expires:6h',
  ])
    expect([text, problemsOf(text).length]).toEqual([text, 1])
})

// Would catch: quotes, stars and signs that mean something else than they say.
test('values, quotes, globs and negation', () => {
  const not = false
  expect(termsOf('label:sku=AB*')).toEqual([
    { kind: 'label', not, name: 'sku', value: { text: 'AB*', glob: true } },
  ])
  expect(termsOf('-label:red')).toEqual([
    { kind: 'label', not: true, name: null, value: { text: 'red', glob: false } },
  ])
  expect(termsOf('label:"colour name"="dark red"')).toEqual([
    { kind: 'label', not, name: 'colour name', value: { text: 'dark red', glob: false } },
  ])
  expect(termsOf('label:"a=b"')).toEqual([
    { kind: 'label', not, name: null, value: { text: 'a=b', glob: false } },
  ])
  expect(termsOf('source:"50*"*.jpg -source:"5*"')).toEqual([
    { kind: 'source', not, value: { text: String.raw`50\**.jpg`, glob: true } },
    { kind: 'source', not: true, value: { text: '5*', glob: false } },
  ])
  expect(termsOf(String.raw`a*b -"a*b" "a*"* C:\*`)).toEqual([
    { kind: 'text', not, value: 'a*b', glob: true },
    { kind: 'text', not: true, value: 'a*b' },
    { kind: 'text', not, value: String.raw`a\**`, glob: true },
    { kind: 'text', not, value: String.raw`C:\\*`, glob: true },
  ])
  expect(termsOf(String.raw`run:"a \"b\" \\ \c" workflow:Moderation`)).toEqual([
    { kind: 'run', not, value: String.raw`a "b" \ \c` },
    { kind: 'workflow', not, value: { text: 'Moderation', glob: false } },
  ])
  expect(termsOf(String.raw`cat "two words" -dog - https://a.b/c src://x/y C:\d "state:x"`)).toEqual(
    [
      ['cat'],
      ['two words'],
      ['dog', true],
      ['-'],
      ['https://a.b/c'],
      ['src://x/y'],
      [String.raw`C:\d`],
      ['state:x'],
    ].map(([value, negated = false]) => ({ kind: 'text', not: negated, value })),
  )
  expect(termsOf('after:"1970-01-01 00:00Z" before:1970-01-01T00:01Z')).toEqual([
    { kind: 'after', at: 0 },
    { kind: 'before', at: 60_000 },
  ])
  expect(termsOf('   ')).toEqual([])
})

// Would catch: a value that, once written, is taken for free text, a key or a condition turned round.
test.each([
  'run:"//x"',
  'label:"//a"=b',
  '"-a"*b',
  '"state:x"*',
  'took:>=2s',
  'took:<=1500ms',
  'source:"a*b"*',
  '"a*b"',
])('%s is written as it was read', (text) => {
  expect(formatQuery({ terms: termsOf(text) })).toBe(text)
})

// Would catch: a mistake that empties the whole query, goes unsaid, or is told at the wrong place.
test('what is not understood is told at its place; the rest counts', () => {
  const text = 'cat  sku:AB1 state:failed,lost -after:7d took:2s "dog'
  const { query, problems } = parseQuery(text, when)
  expect(query.terms).toEqual([
    { kind: 'text', not: false, value: 'cat' },
    { kind: 'text', not: false, value: 'dog' },
  ])
  expect(problems.map(({ from, to, message }) => [text.slice(from, to), message])).toEqual([
    ['sku:AB1', expect.stringContaining('There is no “sku:”')],
    ['state:failed,lost', expect.stringContaining('“lost” is no state')],
    ['-after:7d', expect.stringContaining('use before:')],
    ['took:2s', expect.stringContaining('is no length')],
    ['"dog', 'The closing quote is missing.'],
  ])
  expect(problemsOf('state: kind: kind:file,picture label: before:soon')).toEqual([
    expect.stringContaining('state:failed'),
    expect.stringContaining('kind:url'),
    expect.stringContaining('“picture” is no kind of source. There are file, handle'),
    expect.stringContaining('label:sku=AB*'),
    expect.stringContaining('“soon” is no time'),
  ])
})

// Would catch: a name that finds only one of two, an unnamed workflow that is never found, a star taken for an id.
test('names of workflows and connections become ids', () => {
  const names = {
    workflows: [
      { id: 'w-1', name: 'Moderation' },
      { id: 'w-2', name: 'moderation' },
      { id: 'w-3', name: 'Tagging, modern' },
    ],
    connections: [{ id: 'c', name: 'Shop' }],
  }
  const idsOf = (text: string) =>
    resolveQuery(parseQuery(text, when).query, names).terms.map((term) =>
      'ids' in term ? [term.kind, term.not, term.ids] : term,
    )
  expect(idsOf('workflow:MODERATION -connection:shop')).toEqual([
    ['workflow', false, ['w-1', 'w-2']],
    ['connection', true, ['c']],
  ])
  expect(idsOf('workflow:*mod* workflow:w-3 workflow:w-9 workflow:none* cat')).toEqual([
    ['workflow', false, ['w-1', 'w-2', 'w-3']],
    ['workflow', false, ['w-3']],
    ['workflow', false, ['w-9']],
    ['workflow', false, []],
    { kind: 'text', not: false, value: 'cat' },
  ])
})

// Would catch: a job id copied out of JSON or a log that finds nothing.
test.each(['"7dba00f5-aee2-4f65",', '[7dba00f5-aee2-4f65]', '("7dba00f5-aee2-4f65")'])(
  '%s is searched as the id that it holds',
  (pasted) => {
    expect(termsOf(pasted)).toEqual([{ kind: 'text', not: false, value: '7dba00f5-aee2-4f65' }])
    expect(termsOf(`run:${pasted}`)).toEqual([{ kind: 'run', not: false, value: '7dba00f5-aee2-4f65' }])
  },
)

describe('JSON paths', () => {
  const read = (text: string) => parseQuery(text, when)
  const path = (text: string, test: unknown, not = false) => ({ kind: 'path', not, path: text, test })
  const is = (than: string, text: string, isQuoted = false, glob = false) => ({
    than,
    value: { text, glob },
    isQuoted,
  })

  // Would catch: a path that ends at a blank or a sign within its brackets, or goes on behind it.
  it.each([
    ['$.results.*.data.sfw=false', [path('$.results.*.data.sfw', is('=', 'false'))]],
    ['-$.a >5', [path('$.a', null, true), { kind: 'text', not: false, value: '>5' }]],
    [
      '$[\'Rights check\'][?@.a >= 5 && @.b == "x ]"].c>=60',
      [path('$[\'Rights check\'][?@.a >= 5 && @.b == "x ]"].c', is('>=', '60'))],
    ],
    ['$.a="x y" b', [path('$.a', is('=', 'x y', true)), { kind: 'text', not: false, value: 'b' }]],
    ['$.a==5', [path('$.a', is('=', '5'))]],
    ['$.a=x*', [path('$.a', is('=', 'x*', false, true))]],
    ['$.a=""', [path('$.a', is('=', '', true))]],
    ['$5.00', [{ kind: 'text', not: false, value: '$5.00' }]],
    ['"$.a"', [{ kind: 'text', not: false, value: '$.a' }]],
  ])('%s', (text, terms) => {
    const { query, problems } = read(text)
    expect(problems).toEqual([])
    expect(query.terms).toEqual(terms)
    expect(read(formatQuery(query)).query).toEqual(query)
  })

  // Would catch: an error that is shown at another place, or for the whole word.
  it.each([
    ['a $.b.', 5, 6],
    ['-$.b!=3', 4, 5],
    ['$.a[?x(@)]', 5, 6],
    ['$.a=', 3, 4],
    ['$.a[', 3, 4],
  ])('%s is wrong from %i to %i', (text, from, to) => {
    expect(read(text).problems).toMatchObject([{ from, to }])
    expect(read(text).query.terms.filter(({ kind }) => kind === 'path')).toEqual([])
  })
})
