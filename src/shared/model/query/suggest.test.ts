import { expect, test } from 'vitest'
import { findLookup, parseQuery, suggest, toLookupQuery, type Term } from './index.ts'

const termsOf = (text: string): readonly Term[] => {
  const { query, problems } = parseQuery(text, { now: 0 })
  expect(problems).toEqual([])
  return query.terms
}

// Would catch: a completion that replaces the wrong part, or gives what is not understood.
test('completions of keys and values', () => {
  const known = {
    workflows: ['Moderation', 'Tag all', '5*'],
    connections: ['Shop'],
    labels: ['sku', 'colour name', 'a=b'],
  }
  const completed = (text: string, option: string) => {
    const cursor = text.indexOf('|')
    const source = text.replace('|', '')
    const { from, to, options } = suggest(source, cursor, known)
    const inserted = options.map(({ insert }) => insert)
    expect([text, inserted]).toEqual([text, expect.arrayContaining([option])])
    return source.slice(0, from) + option + source.slice(to)
  }
  expect(completed('|', 'state:')).toBe('state:')
  expect(completed('cat st|', 'state:')).toBe('cat state:')
  expect(completed('cat -st| dog', 'state:')).toBe('cat -state: dog')
  expect(completed('state:|', 'running')).toBe('state:running')
  expect(completed('state:failed,ma|', '"may have started"')).toBe('state:failed,"may have started"')
  expect(completed('state:"may h|', '"may have started"')).toBe('state:"may have started"')
  expect(completed('workflow:ta| x', '"Tag all"')).toBe('workflow:"Tag all" x')
  expect(completed('label:co|', '"colour name"=')).toBe('label:"colour name"=')
  expect(completed('workflow:5|', '"5*"')).toBe('workflow:"5*"')
  expect(completed('label:a|', '"a=b"=')).toBe('label:"a=b"=')
  expect(completed('took:|', '>2s')).toBe('took:>2s')
  expect(completed('kind:file,a|', 'alias')).toBe('kind:file,alias')
  expect(suggest('cat', 3, known).options).toEqual([])
  expect(suggest('sku:x', 5, known).options).toEqual([])
  for (const state of suggest('state:', 6).options) expect(termsOf(`state:${state.insert}`)).toHaveLength(1)
})

// Would catch: a label with a blank or a sign that is completed into two conditions, or that no completion finds.
test('labels of results are completed as they are found, quoted where they need it', () => {
  const found = [
    { insert: 'weapon', hint: '41 jobs' },
    { insert: 'fire arm', hint: '' },
    { insert: 'a>b "*"\n', hint: '' },
  ]
  const at = (source: string) =>
    suggest(source, source.length, { workflows: [], connections: [], labels: [], found })
  expect(at('tag:').options.map(({ insert }) => insert)).toEqual(['weapon', '"fire arm"', '"a>b \\"*\\"\n"'])
  for (const [place, { insert }] of at('tag:').options.entries())
    expect(termsOf(`tag:${insert}`)).toMatchObject([
      { kind: 'tag', name: { text: found[place]?.insert, glob: false } },
    ])
  expect(at('shoe -tag:ARM')).toMatchObject({ from: 10, options: [{ insert: '"fire arm"' }] })
  expect(at('tag:"fire a')).toMatchObject({ from: 4, options: [{ insert: '"fire arm"' }] })
  expect(at('tag:weapon>').options).toEqual([])
  expect(at('label:').options).toEqual([])
  expect(at('-tagged:WEA')).toMatchObject({ from: 8, options: [{ insert: 'weapon' }] })
  expect(at('label:"a=b c"=fire')).toMatchObject({ from: 14, options: [{ insert: '"fire arm"' }] })
  expect(termsOf('label:"a=b c"="fire arm"')).toMatchObject([{ name: 'a=b c', value: { text: 'fire arm' } }])
  expect(at('label:sku=a*').options).toEqual([])
  expect(findLookup('label:"my sku"=fire', 19)).toEqual({ key: 'label', name: 'my sku', written: 'fire' })
  expect(toLookupQuery({ key: 'label', name: 'my sku', written: 'a b' })).toBe('label:"my sku"="a b"*')
  expect(toLookupQuery({ key: 'label', name: 'sku', written: '' })).toBe('label:sku=*')
  expect(findLookup('task:"a b', 9)).toEqual({ key: 'task', written: 'a b' })
  expect(toLookupQuery({ key: 'tag', written: 'fire a' })).toBe('tag:"fire a"*')
})

// Would catch: a path that is completed behind its value, in another place, or with the blank that ends it.
test('JSON paths are completed as far as they are written', () => {
  const found = [
    { insert: '$.results.tags.data.tags.auto', hint: '{20}' },
    { insert: '$.results.sfw.data.sfw', hint: 'false' },
  ]
  const at = (source: string) =>
    suggest(source, source.length, { workflows: [], connections: [], labels: [], found })
  expect(at('$').options).toHaveLength(2)
  expect(at('shoe -$.results.s')).toEqual({
    from: 6,
    to: 17,
    options: [{ insert: '$.results.sfw.data.sfw', hint: 'false', goesOn: true }],
  })
  expect(at('$.results.sfw.data.sfw').options).toEqual([])
  expect(at('$.results.sfw.data.sfw=').options).toEqual([])
  expect(at('$.results ').options[0]?.insert).toBe('state:')
})
