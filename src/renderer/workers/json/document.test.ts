import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonDocument } from './document.ts'
import { readBody } from './read-body.ts'

const open = (text: string): JsonDocument => new JsonDocument(new TextEncoder().encode(text))
const shown = (document: JsonDocument, from = 0, to = 1000): string[] =>
  document
    .treeRows(from, to)
    .map(({ level, key, place, text }) => `${'-'.repeat(level)}${key ?? place} ${text}`.trim())

const NESTED = '{"a":{"b":[1,{"c":2}],"d":"x"},"e":[],"a":3}'

describe('the tree', () => {
  it('opens a small document whole, with levels, places and numbers as written', () => {
    expect(shown(open('{"n":1e400,"list":[1.10,"\\u00e9"]}'))).toEqual([
      '-0',
      '--n 1e400',
      '--list',
      '---0 1.10',
      '---1 "é"',
    ])
  })

  it('opens a document with many items only so far that it stays readable', () => {
    const document = open(
      JSON.stringify({ small: [1, 2], large: Array.from({ length: 1000 }, (_, at) => at) }),
    )
    expect(shown(document)).toEqual(['-0', '--small', '--large'])
    expect(document.treeRows(2, 3)[0]).toMatchObject({ children: 1000, open: false })
  })

  it('closes and opens a row without touching its neighbours', () => {
    const document = open(NESTED)
    const before = shown(document)
    expect(document.setOpen(1, false)).toBe(4)
    expect(shown(document)).toEqual(['-0', '--a', '--e', '--a 3'])
    expect(document.setOpen(1, true)).toBe(6)
    expect(shown(document)).toEqual(['-0', '--a', '---b', '---d "x"', '--e', '--a 3'])
    document.openTo(Infinity)
    expect(shown(document)).toEqual(before)
  })

  it('does not open what is empty or a leaf', () => {
    const document = open('{"e":[],"n":1}')
    expect(document.setOpen(1, true)).toBe(3)
    expect(document.setOpen(2, true)).toBe(3)
    expect(document.treeRows(1, 2)[0]).toMatchObject({ open: false, children: 0 })
  })

  it('marks keys that stand twice, and names each node so that main copies exactly it', () => {
    const document = open(NESTED)
    const rows = document.treeRows(0, 100)
    expect(rows.filter((row) => row.repeated).map((row) => row.key)).toEqual(['a', 'a'])
    const last = rows.at(-1)
    expect(rows.filter((row) => row.key === 'a').map((row) => document.names(row.node))).toEqual([
      { pointer: '/a~@0', path: '$.a' },
      { pointer: '/a', path: '$.a' },
    ])
    expect(last).toMatchObject({ place: 2, siblings: 3, level: 2 })
  })

  it('gives the same rows whatever window is asked for', () => {
    const json = fc.json({ maxDepth: 4 })
    fc.assert(
      fc.property(
        json,
        fc.nat(30),
        fc.nat(30),
        fc.array(fc.tuple(fc.nat(30), fc.boolean())),
        (text, at, size, turns) => {
          const document = open(text)
          for (const [row, isOpen] of turns) document.setOpen(row, isOpen)
          const all = document.treeRows(0, 10_000)
          expect(document.treeRows(at, at + size)).toEqual(all.slice(at, at + size))
          for (const row of all) {
            const above = all.findLast((other) => other.row < row.row && other.level < row.level)
            expect(document.parentRow(row.row)).toBe(above?.row ?? -1)
          }
        },
      ),
    )
  })

  it('shortens a very long text at a character, and says so', () => {
    const [, row] = open(`{"t":"${'é'.repeat(1000)}"}`).treeRows(0, 2)
    expect(row?.cut).toBe(true)
    expect(row?.text).not.toContain('\uFFFD')
    expect(row?.text.length).toBeLessThan(500)
  })
})

describe('search', () => {
  const matches = (text: string, query: string): (string | number)[] => {
    const document = open(text)
    document.openTo(0)
    return Array.from({ length: document.find(query) }, (_, at) => {
      const { row } = document.reveal(at)
      const [found] = document.treeRows(row, row + 1)
      return found?.key ?? found?.place ?? -1
    })
  }

  it('finds keys, texts, numbers and words, upper and lower case alike, each node once', () => {
    const text = '{"Alpha":"beta ALPHA alpha","n":[12345,true,"alphabet"],"x":"\\u0041lpha"}'
    expect(matches(text, 'alpha')).toEqual(['Alpha', 2, 'x'])
    expect(matches(text, '234')).toEqual([0])
    expect(matches(text, 'TRUE')).toEqual([1])
  })

  it('finds letters beyond ASCII, escaped or not, in either case', () => {
    expect(matches('["CAFÉ","caf\\u00e9","cafe"]', 'café')).toEqual([0, 1])
  })

  it('does not take the signs between values for text', () => {
    expect(matches('{"a":"b","c":["d","e"]}', '":"')).toEqual([])
    expect(matches('{"a":"b","c":["d","e"]}', ',')).toEqual([])
    expect(matches('["say \\"hi\\""]', '"hi"')).toEqual([0])
  })

  it('finds what a plain look at every key and text finds', () => {
    const json = fc.json({
      maxDepth: 3,
      stringUnit: fc.constantFrom('a', 'b', 'A', 'é', '"', '\\', '1', ' '),
    })
    const query = fc.string({
      minLength: 1,
      maxLength: 3,
      unit: fc.constantFrom('a', 'b', 'A', 'é', '"', '1'),
    })
    fc.assert(
      fc.property(json, query, (text, wanted) => {
        const document = open(text)
        document.openTo(Infinity)
        const holds = (part: string): boolean => part.toLowerCase().includes(wanted.toLowerCase())
        const expected = document.treeRows(0, 10_000).filter((row) => {
          const value = row.kind === 'string' ? (JSON.parse(row.text) as string) : row.text
          return (row.key !== null && holds(row.key)) || holds(value)
        })
        const found = Array.from({ length: document.find(wanted) }, (_, at) => document.reveal(at).row)
        expect(found).toEqual(expected.map((row) => row.row))
      }),
    )
  })
})

describe('the text', () => {
  it('has one row a line, without the line breaks', () => {
    const document = open('{\r\n"a":1\n}\n')
    expect(document.textSize()).toEqual({ lines: 3, rows: 3 })
    expect(document.textRows(0, 10)).toEqual([
      { line: 1, text: '{' },
      { line: 2, text: '"a":1' },
      { line: 3, text: '}' },
    ])
  })

  it('cuts one very long line into parts that make up the line again', () => {
    const text = `"${'aé😀'.repeat(100_000)}"\nend`
    const document = open(text)
    const { rows: textRows } = document.textSize()
    const rows = document.textRows(0, textRows)
    expect(
      rows
        .slice(0, -1)
        .map((row) => row.text)
        .join(''),
    ).toBe(text.slice(0, -4))
    expect(rows.at(-1)).toEqual({ line: 2, text: 'end' })
    expect(rows.filter((row) => row.line !== null)).toHaveLength(2)
    expect(document.textRows(200, 203)).toEqual(rows.slice(200, 203))
    expect(document.wholeText()).toBeNull()
  })

  it('hands out a small body exactly, byte order mark and line breaks included', () => {
    const text = '\uFEFF{"a":\r\n1}\n\n'
    expect(open(text).wholeText()).toBe(text)
  })
})

describe('tasks', () => {
  it('hands each task over with its value and its names, renamed and repeated ones too', () => {
    const document = open('{"results":{"Rights check":{"copyright":false},"n":1,"n":{"data":{"x":1e400}}}}')
    expect(document.tasks().map(({ key, pointer, path }) => [key, pointer, path])).toEqual([
      ['Rights check', '/results/Rights check', "$.results['Rights check']"],
      ['n', '/results/n~@0', '$.results.n'],
      ['n', '/results/n', '$.results.n'],
    ])
    expect(document.tasks()[0]?.value).toEqual({ copyright: false })
    expect(document.tasks()[2]?.table).toEqual([
      { name: 'data · x', text: '1e400', columnPath: '$.results.n.data.x' },
    ])
  })

  it('does not parse a task of a hundred megabytes for a card', () => {
    const document = open(`{"results":{"big":{"rows":[${'"0123456789",'.repeat(100_000)}0]}}}`)
    expect(document.tasks()[0]).toMatchObject({ value: undefined, more: true })
  })

  it('has none where there are no results', () => {
    expect(['', '[]', '{"results":null}', '<html>', '"x"'].map((text) => open(text).tasks())).toEqual(
      Array.from({ length: 5 }, () => []),
    )
  })
})

describe('readBody', () => {
  it('reads more bytes than were announced, and fewer', async () => {
    const text = 'x'.repeat(100_000)
    for (const expected of [0, 10, 200_000]) {
      const { body } = new Response(text)
      if (body === null) throw new Error('no body')
      expect(new TextDecoder().decode(await readBody(body, expected))).toBe(text)
    }
  })
})
