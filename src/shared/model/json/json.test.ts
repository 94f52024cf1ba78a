import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildTape,
  listChildren,
  formatJson,
  readKey,
  readKind,
  nodeAt,
  toPath,
  toPointer,
  sliceAt,
  stringText,
  valueBytes,
  type Tape,
} from './index.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : new TextDecoder().decode(bytes)
const formatted = (text: string): string | null => textOf(formatJson(bytesOf(text)))

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The value a node stands for, by its bytes. */
function valueOf(tape: Tape, node: number): unknown {
  const kind = readKind(tape, node)
  if (kind === 'array') return [...listChildren(tape, node)].map((child) => valueOf(tape, child))
  if (kind === 'object') {
    return Object.fromEntries(
      [...listChildren(tape, node)].map((child) => [readKey(tape, child), valueOf(tape, child)]),
    )
  }
  const bytes = valueBytes(tape, node)
  return kind === 'string'
    ? stringText(bytes, 1, bytes.length - 1)
    : (JSON.parse(textOf(bytes) ?? '') as unknown)
}

const NASTY = [
  'a"b',
  'a/b',
  '~1',
  'a~@0',
  '',
  ' ',
  "it's",
  '\\',
  '\u0000',
  'é',
  '領収書',
  '😀',
  '\ud800',
  '__proto__x',
]
const key = fc.oneof(fc.constantFrom(...NASTY), fc.string(), fc.string({ unit: 'grapheme' }))
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    key,
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(
      key.filter((name) => name !== '__proto__'),
      tie('any'),
      { maxKeys: 5 },
    ),
  ),
})).any

describe('ordinary JSON', () => {
  it('reads every value as JSON.parse does', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (any, space) => {
        const text = JSON.stringify(any, null, space)
        const tape = buildTape(bytesOf(text))
        expect(tape.broken).toBeNull()
        expect(valueOf(tape, 0)).toEqual(JSON.parse(new TextDecoder().decode(bytesOf(text))))
      }),
    )
  })

  it('indents as JSON.stringify does, and again without a change', () => {
    fc.assert(
      fc.property(value, (any) => {
        const wellFormed = new TextDecoder().decode(bytesOf(JSON.stringify(any)))
        const indented = JSON.stringify(JSON.parse(wellFormed), null, 2)
        fc.pre(JSON.stringify(JSON.parse(indented)) === wellFormed)
        expect(formatted(wellFormed)).toBe(indented)
        expect(formatted(indented)).toBe(indented)
      }),
    )
  })

  it('takes for JSON exactly what JSON.parse takes', () => {
    const pieces =
      '{}[],:"\\/utrue false null 0 1 -1 1.5 1e9 01 +1 .5 1. 1e "a" "\\u00e9" "\\x" \t \n {"a":1} [1] '
    const broken = fc.array(
      fc.constantFrom(...pieces.split(' '), ...pieces.split(''), '\u0001', '"\u0001"'),
      {
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(broken, (parts) => {
        const text = parts.join('')
        expect(buildTape(bytesOf(text)).broken === null).toBe(parses(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds each node again by its pointer', () => {
    fc.assert(
      fc.property(value, (any) => {
        const tape = buildTape(bytesOf(JSON.stringify(any)))
        for (let node = 0; node < tape.length; node += 1)
          expect(nodeAt(tape, toPointer(tape, node))).toBe(node)
      }),
    )
  })
})

describe('what JSON.parse would change', () => {
  it('keeps numbers as they are written', () => {
    const text = '{"n":[1e400,9007199254740993,1.10,-0,1E+2,123456789012345678901234567890]}'
    expect(formatted(text)?.replaceAll(/\s/g, '')).toBe(text)
    expect(textOf(sliceAt(bytesOf(text), '/n/1'))).toBe('9007199254740993')
  })

  it('keeps integer-like keys in their order', () => {
    expect(formatted('{"b":1,"10":2,"2":3}')).toBe('{\n  "b": 1,\n  "10": 2,\n  "2": 3\n}')
  })

  it('keeps duplicate keys, and tells each of them from the others', () => {
    const text = '{"a":1,"b":0,"\\u0061":2,"a":{"c":3}}'
    const tape = buildTape(bytesOf(text))
    expect(formatted(text)?.replaceAll(/\s/g, '')).toBe(text)
    expect([...listChildren(tape, 0)].map((node) => toPointer(tape, node))).toEqual([
      '/a~@0',
      '/b',
      '/a~@1',
      '/a',
    ])
    expect(['/a~@0', '/a~@1', '/a', '/a/c'].map((pointer) => textOf(sliceAt(tape.bytes, pointer)))).toEqual([
      '1',
      '2',
      '{"c":3}',
      '3',
    ])
  })

  it('is not led astray by a key that spells the bytes of another member', () => {
    const text = '{"a":1,"b":2}'
    expect(sliceAt(bytesOf(text), '/a":1,"b')).toBeNull()
  })

  it('keeps escapes of strings as they are written', () => {
    const text = '["\\u00e9\\/\\n","é"]'
    expect(formatted(text)).toBe('[\n  "\\u00e9\\/\\n",\n  "é"\n]')
    expect(textOf(sliceAt(bytesOf(text), '/0'))).toBe('"\\u00e9\\/\\n"')
  })

  it('goes 20,000 levels deep without running out of stack', () => {
    const deep = 20_000
    const text = '[{"a":'.repeat(deep / 2) + '1' + '}]'.repeat(deep / 2)
    const tape = buildTape(bytesOf(text))
    expect(tape.broken).toBeNull()
    expect(tape.length).toBe(deep + 1)
    expect(nodeAt(tape, toPointer(tape, 10_000))).toBe(10_000)
    expect(formatted(text)?.replaceAll(/\s/g, '')).toBe(text)
  })

  it('skips a byte order mark', () => {
    expect(buildTape(bytesOf('\uFEFF{"a":1}')).broken).toBeNull()
  })
})

describe('broken JSON', () => {
  it('keeps what was read of a cut answer and says where it ends', () => {
    const tape = buildTape(bytesOf('{"a":[1,{"b":"whole"},\n"cut h'))
    expect(tape.broken).toEqual({ offset: 29, line: 2, ended: true })
    expect(textOf(valueBytes(tape, nodeAt(tape, '/a/1/b')))).toBe('"whole"')
    expect(textOf(valueBytes(tape, nodeAt(tape, '/a/2')))).toBe('"cut h')
  })

  it('says which byte of which line does not fit', () => {
    expect(buildTape(bytesOf('{"a":1,\n"b" 2}')).broken).toEqual({ offset: 12, line: 2, ended: false })
    expect(buildTape(bytesOf('<html>')).broken).toEqual({ offset: 0, line: 1, ended: false })
    expect(buildTape(bytesOf('{} {}')).broken).toEqual({ offset: 3, line: 1, ended: false })
    expect(buildTape(bytesOf('')).broken).toEqual({ offset: 0, line: 1, ended: true })
  })

  it('never loses a byte or fails, wherever an answer is cut', () => {
    const text = bytesOf('{"é":[1.5e3,"\\u00e9x",{"b":null,"b":true}],"c":{}}')
    for (let end = 0; end < text.length; end += 1) {
      const cut = text.subarray(0, end)
      const tape = buildTape(cut)
      expect(tape.broken?.ended).toBe(true)
      for (let node = 0; node < tape.length; node += 1) {
        expect(nodeAt(tape, toPointer(tape, node))).toBe(node)
        expect(tape.ends[node]).toBeLessThanOrEqual(end)
      }
      expect(formatJson(cut)).toBe(cut)
    }
  })

  it('reads bytes that are no UTF-8 as replacement characters', () => {
    const bytes = new Uint8Array([0x22, 0x61, 0xff, 0xe9, 0x22])
    expect(buildTape(bytes).broken).toBeNull()
    expect(stringText(bytes, 1, 4)).toBe('a\uFFFD\uFFFD')
  })
})

describe('pathOf', () => {
  it('writes a JSONPath that can be pasted, with odd names quoted', () => {
    const tape = buildTape(bytesOf('{"results":{"Rights check":{"licenses":[0,1]},"it\'s \\"x\\"":1}}'))
    expect(toPath(tape, 0)).toBe('$')
    expect(toPath(tape, nodeAt(tape, '/results/Rights check/licenses/1'))).toBe(
      "$.results['Rights check'].licenses[1]",
    )
    expect(toPath(tape, nodeAt(tape, '/results/it\'s "x"'))).toBe(`$.results['it\\'s "x"']`)
  })
})

describe('nodeAt', () => {
  it('follows RFC 6901 to the letter', () => {
    const text = '{"foo":["bar","baz"],"":0,"a/b":1,"m~n":8,"c%d":2}'
    const at = (pointer: string): string | null => textOf(sliceAt(bytesOf(text), pointer))
    expect(['/foo/0', '/', '/a~1b', '/m~0n', '/c%d', ''].map(at)).toEqual(['"bar"', '0', '1', '8', '2', text])
    expect(['foo', '/foo/00', '/foo/-', '/foo/2', '/none', '/foo/0/x'].map(at)).toEqual(Array(6).fill(null))
  })
})
