import { describe, expect, it } from 'vitest'
import { buildTape, valueBytes } from '#shared/model/json/index.ts'
import type { PathLimits } from './budget.ts'
import { evaluatePath, parsePath } from './index.ts'

const LARGE: PathLimits = { visits: 5_000_000, found: 100_000 }

function find(json: string | Uint8Array, path: string, limits: PathLimits = LARGE) {
  const parsed = parsePath(path)
  if (!parsed.ok) throw new Error(`${path}: ${parsed.error.reason} at ${parsed.error.from}`)
  const tape = buildTape(typeof json === 'string' ? new TextEncoder().encode(json) : json)
  const { nodes, stopped } = evaluatePath(tape, parsed.data, { limits })
  return { values: nodes.map((node) => new TextDecoder().decode(valueBytes(tape, node))), stopped }
}

describe('what the bytes say', () => {
  // Would catch: values that went through JavaScript's numbers and objects.
  it('keeps numbers, repeated keys and order as they are written', () => {
    expect(find('{"b":1e400,"a":9007199254740993,"b":-0.10}', '$.*').values).toEqual([
      '1e400',
      '9007199254740993',
      '-0.10',
    ])
    expect(find('{"b":1,"a":2,"b":3}', '$.b').values).toEqual(['1', '3'])
  })

  // Would catch: a comparison that rounds, so that two ids are one.
  it('compares numbers by all of their digits', () => {
    const ids = '[9007199254740992,9007199254740993,1e400,1e401,0.1,1e-1,1E-400]'
    expect(find(ids, '$[?@ == 9007199254740993]').values).toEqual(['9007199254740993'])
    expect(find(ids, '$[?@ > 1e400]').values).toEqual(['1e401'])
    expect(find(ids, '$[?@ == 0.10]').values).toEqual(['0.1', '1e-1'])
    expect(find(ids, '$[?@ == 0]').values).toEqual([])
  })

  // Would catch: the first of two members of a key counting in a filter, where readers of JSON keep the last.
  it('takes the last of repeated keys in a comparison', () => {
    expect(find('[{"a":1,"a":2}]', '$[?@.a == 2]').values).toHaveLength(1)
    expect(find('[{"a":1,"a":2}]', '$[?@.a == 1]').values).toHaveLength(0)
  })

  it('says nothing of an empty text, and what was read of one that is cut', () => {
    expect(find('', '$..*')).toEqual({ values: [], stopped: null })
    expect(find('{"a":[1,2', '$.a[*]').values).toEqual(['1', '2'])
  })

  it('reads text that is no UTF-8', () => {
    const bytes = Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
    expect(find(bytes, '$.*').values).toEqual(['1'])
    expect(find(bytes, '$["\u{fffd}"]').values).toEqual(['1'])
  })
})

describe('bounds', () => {
  const deep = `${'['.repeat(10_000)}1${']'.repeat(10_000)}`

  // Would catch: a stack that overflows.
  it('goes 10,000 levels down, and compares them', () => {
    expect(find(deep, '$..*').values).toHaveLength(10_000)
    expect(find(`[${deep},${deep}]`, '$[?@ == $[0]]').values).toHaveLength(2)
  })

  // Would catch: a path that takes all memory, or never ends.
  it('ends a path that multiplies', () => {
    const wide = `[${Array.from({ length: 2000 }, (_, at) => `[${at}]`).join()}]`
    expect(find(deep, '$..*..*..*', { visits: 100_000, found: 100_000 }).stopped).toBe('visits')
    expect(find(wide, '$[*,*,*,*]', { visits: 100_000, found: 5000 })).toMatchObject({ stopped: 'found' })
    expect(find(wide, '$[?count($..*) > 1]', { visits: 1_000_000, found: 3000 }).stopped).toBe('found')
    expect(find(wide, '$[?@..[?count($..*) > 1]]', { visits: 1_000_000, found: 1e9 }).stopped).toBe('visits')
  })

  it('ends when its time is over', () => {
    const wide = `[${Array.from({ length: 20_000 }, () => '{}').join()}]`
    expect(find(wide, '$..*', { ...LARGE, isOver: () => true }).stopped).toBe('time')
  })

  it('reads a million keys', () => {
    const many = `{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":${at}`).join()}}`
    expect(find(many, '$.k999999').values).toEqual(['999999'])
    expect(find(many, '$..*').stopped).toBe('found')
  })

  // Would catch: a pattern that backtracks for years.
  it('follows patterns in linear time', () => {
    const text = JSON.stringify(['a'.repeat(2000)])
    expect(find(text, "$[?match(@, '(a*)*(a|a)*(a+)+b')]")).toEqual({ values: [], stopped: null })
    expect(find(text, "$[?search(@, '((a{1,900}){1,900}){1,900}b')]").stopped).toBe('pattern')
  })
})

describe('patterns', () => {
  it.each([
    ['a|b*', 'bbb', true],
    ['', '', true],
    ['()', '', true],
    ['a{2,3}', 'aaaa', false],
    ['a{2,}', 'aaaa', true],
    ['[^a-c]', 'b', false],
    ['[-a]', '-', true],
    ['[a-]', '-', true],
    ['[\\-x]', '-', true],
    ['\\p{Lu}\\P{Lu}', 'Äx', true],
    ['.', '😀', true],
    ['.', '\n', false],
    ['\\d', '5', false],
    ['(a', 'a', false],
    ['a{3,2}', 'aa', false],
    ['(?=a)', 'a', false],
    ['a**', 'a', false],
  ])('%s on %j: %s', (pattern, text, matches) => {
    const path = `$[?match(@, ${JSON.stringify(pattern)})]`
    expect(find(JSON.stringify([text]), path).values).toHaveLength(matches ? 1 : 0)
  })
})

describe('what is no path', () => {
  it.each([
    ['', 'end', 0, 0],
    ['results', 'unexpected', 0, 1],
    ['$.', 'end', 2, 2],
    ['$.a b', 'unexpected', 3, 4],
    ['$.a[01]', 'number', 4, 5],
    ['$[9007199254740992]', 'number', 2, 3],
    ['$["a', 'end', 4, 4],
    ['$["\\x"]', 'text', 3, 4],
    ['$[?nothing(@)]', 'function', 3, 10],
    ['$[?length(@.*) == 1]', 'type', 10, 13],
    ['$[?@.* == 1]', 'type', 3, 10],
    ['$[?1]', 'type', 3, 4],
  ])('%s: %s from %i to %i', (path, reason, from, to) => {
    expect(parsePath(path)).toEqual({ ok: false, error: { reason, from, to } })
  })

  // Would catch: a path whose reading doubles with each bracket.
  it('is said at once, however it is nested', () => {
    for (const part of ['f(', 'count(@[?', '((', '!(', '@[?', 'length(']) {
      expect(parsePath(`$[?${part.repeat(900 / part.length)}`).ok).toBe(false)
    }
    expect(parsePath(`$${'.a'.repeat(1001)}`)).toMatchObject({ error: { reason: 'length' } })
  })
})
