import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

const createHarness = () => {
  const folder = createScratchFolder(onTestFinished)
  return { folder, ...createListHarness(folder) }
}

const SHOES = [
  ['sku', 'image_url', 'name'],
  ['A-1', 'https://example.com/a.png', 'Red shoe'],
  ['A-2', 'https://example.com/b.png', 'Blue shoe'],
] as const
const written = (delimiter: string): string => SHOES.map((row) => row.join(delimiter)).join('\n')

// Would catch: a sheet of another country or program that comes as one column, or with its cells mixed up.
test.each([
  ['commas', 'a.csv', written(',')],
  ['semicolons', 'a.csv', written(';')],
  ['tabs', 'a.tsv', written('\t')],
  ['bars', 'a.csv', written('|')],
  ['tabs under the name of a CSV', 'a.csv', written('\t')],
  ['the lines of Windows', 'a.csv', written(',').replaceAll('\n', '\r\n')],
  ['the lines of an old Mac', 'a.csv', written(',').replaceAll('\n', '\r')],
  ['a mark of its encoding', 'a.csv', `\uFEFF${written(',')}`],
  ['what Excel says of its delimiter', 'a.csv', `sep=;\r\n${written(';')}`],
  ['UTF-16', 'a.csv', Buffer.from(`\uFEFF${written(',')}`, 'utf16le')],
  ['UTF-16 the other way round', 'a.csv', Buffer.from(`\uFEFF${written(',')}`, 'utf16le').swap16()],
  ['UTF-32', 'a.csv', iconv.encode(written(','), 'utf-32le', { addBOM: true })],
  ['UTF-32 the other way round', 'a.csv', iconv.encode(written(','), 'utf-32be', { addBOM: true })],
  ['UTF-16 without a mark', 'a.csv', Buffer.from(written(','), 'utf16le')],
  [
    'NDJSON',
    'a.ndjson',
    SHOES.slice(1)
      .map(([sku, image_url, name]) => JSON.stringify({ sku, image_url, name }))
      .join('\n'),
  ],
])('a list with %s is read', async (_what, name, content) => {
  const { open, read } = createHarness()
  const list = await open(name, content)
  expect(list).toMatchObject({ name, suggested: 1, header: true })
  expect(list.columns).toEqual([
    { name: 'sku', examples: ['A-1', 'A-2'], sources: 0 },
    { name: 'image_url', examples: ['https://example.com/a.png', 'https://example.com/b.png'], sources: 1 },
    { name: 'name', examples: ['Red shoe', 'Blue shoe'], sources: 0 },
  ])
  const { rows, problems, error } = await read(list)
  expect(rows.map(({ text, labels }) => [text, labels])).toEqual([
    ['https://example.com/a.png', { sku: 'A-1', name: 'Red shoe' }],
    ['https://example.com/b.png', { sku: 'A-2', name: 'Blue shoe' }],
  ])
  expect([problems, error]).toEqual([[], null])
})

// Would catch: one row that is nested too deep for the language, and takes the whole list along.
test('a row nested ten thousand deep is told, and the others are read', async () => {
  const { open, read } = createHarness()
  const deep = `{"image":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
  const lines = ['{"image":"https://a.example/1"}', deep, '{"image":"https://a.example/2"}']
  const { rows, problems, error } = await read(await open('a.ndjson', lines.join('\n')))
  expect(rows.map(({ text }) => text)).toEqual(['https://a.example/1', 'https://a.example/2'])
  expect(problems).toEqual([[2, 'list.lineNotJson']])
  expect(error).toBeNull()
})

// Would catch: a list whose every row has keys of its own, and whose last rows have a million empty cells each.
test('keys past the thousandth make no columns', async () => {
  const { open, read } = createHarness()
  const lines = Array.from({ length: 300 }, (_, row) =>
    JSON.stringify({
      image: `https://a.example/${row}`,
      ...Object.fromEntries(Array.from({ length: 50 }, (_, key) => [`key-${row}-${key}`, 'x'])),
    }),
  )
  const list = await open('a.ndjson', lines.join('\n'))
  expect(list.columns).toHaveLength(1000)
  expect((await read(list)).rows).toHaveLength(300)
})

// Would catch: a row number that is not the one of the sheet, by which a person looks it up.
test('rows are counted as in the sheet, blank ones are left out', async () => {
  const { open, read } = createHarness()
  const { rows } = await read(
    await open('a.csv', 'url,sku\nhttps://a.example/1,1\n\n,,\nhttps://a.example/2,2\n'),
  )
  expect(rows.map(({ row }) => row)).toEqual([2, 5])
})

// Would catch: cells cut at a comma or a line end that stands in quotes, or a row that swallows the ones after it.
test('quotes hold commas, line ends and quotes; one that is never closed takes its own line only', async () => {
  const { open, read } = createHarness()
  const list = await open(
    'a.csv',
    [
      'url,note,sku',
      'https://a.example/1,"one, two",1',
      'https://a.example/2,"two',
      'lines",2',
      'https://a.example/3,"he said ""hi""",3',
      'https://a.example/4,5" disk,4',
      'https://a.example/5,"never closed,5',
      ...Array.from({ length: 1500 }, (_, index) => `https://a.example/x${index},plain,${index}`),
    ].join('\n'),
  )
  const { rows } = await read(list, 0)
  expect(rows).toHaveLength(1505)
  expect(rows.slice(0, 4).map(({ labels }) => labels['note'])).toEqual([
    'one, two',
    'two\nlines',
    'he said "hi"',
    '5" disk',
  ])
  expect(rows.at(-1)).toMatchObject({ text: 'https://a.example/x1499', labels: { sku: '1499' } })
})

// Would catch: names in question marks because one line of many was written by another program.
test('every line is read in its own encoding', async () => {
  const { open, read } = createHarness()
  const list = await open(
    'a.csv',
    Buffer.concat([
      Buffer.from('url;name\nhttps://a.example/1;Müller\n'),
      Buffer.from('https://a.example/2;M\u00FCller \u0080 \u0096\n', 'latin1'),
      Buffer.from('https://a.example/3;日本\n'),
      Buffer.from([0xff, 0xfe, 0x3b, 0x61, 0x0a]),
    ]),
  )
  const { rows } = await read(list)
  expect(rows.map(({ labels }) => labels['name'])).toEqual(['Müller', 'Müller € –', '日本', 'a'])
})

// Would catch: memory filled by a file without line ends, or a list given up for one bad line.
test.each([
  ['a.csv', 'url,sku'],
  ['a.txt', 'https://a.example/0'],
])('a line over 64 kB of %s is left out and told, the others go on', async (name, first) => {
  const { open, read } = createHarness()
  const long = 'x'.repeat(64 * 1024 + 1)
  const content = `${first}\nhttps://a.example/1,1\n${long}\nhttps://a.example/2,2\n${long.repeat(20)}\nhttps://a.example/3,3`
  const { rows, problems } = await read(await open(name, content), 0)
  expect(rows.map(({ row }) => row)).toEqual(name === 'a.csv' ? [2, 4, 6] : [1, 2, 4, 6])
  expect(problems).toEqual([
    [3, 'list.lineTooLong'],
    [5, 'list.lineTooLong'],
  ])
})

// Would catch: numbers rounded (a SKU of 20 digits), nested values as "[object Object]", one bad line ending the list.
test('NDJSON keeps its numbers as written, nested values as JSON, and goes on after a bad line', async () => {
  const { open, read } = createHarness()
  const list = await open(
    'a.jsonl',
    [
      '{"url":"https://a.example/1","sku":12345678901234567890,"price":1.50,"tags":{"a":[1.0,2]}}',
      '{"url":"https://a.example/2","new":true,"sku":null}',
      '{broken',
      '',
      '{"__proto__":"x","url":"https://a.example/3"}',
    ].join('\n'),
  )
  expect(list.columns.map(({ name }) => name)).toEqual(['url', 'sku', 'price', 'tags', 'new', 'F'])
  const { rows, problems } = await read(list)
  expect(rows.map(({ row, text, labels }) => [row, text, labels])).toEqual([
    [
      1,
      'https://a.example/1',
      { sku: '12345678901234567890', price: '1.50', tags: '{"a":[1.0,2]}', new: '', F: '' },
    ],
    [2, 'https://a.example/2', { sku: '', price: '', tags: '', new: 'true', F: '' }],
    [5, 'https://a.example/3', { sku: '', price: '', tags: '', new: '', F: 'x' }],
  ])
  expect(problems).toEqual([[3, 'list.lineNotJson']])
})

// Would catch: a first source lost as a header, or a header run (and billed) as a source.
test.each([
  ['a header over sources', 'link,sku\nhttps://a.example/1,1', true, ['link', 'sku']],
  ['sources from the first line', 'https://a.example/1,1\nhttps://a.example/2,2', false, ['A', 'B']],
  ['names without any source', 'name,colour\nShoe,red\nHat,blue', true, ['name', 'colour']],
  ['numbers only', '1,2\n3,4', false, ['A', 'B']],
  ['a header with gaps and twins', 'url,,url\nhttps://a.example/1,x,y', true, ['url', 'B', 'url (2)']],
  ['rows longer than the header', 'url\nhttps://a.example/1,x,y', true, ['url']],
])('%s: the header is told from the data', async (_what, content, header, names) => {
  const { open } = createHarness()
  const list = await open('a.csv', content)
  expect([list.header, list.columns.map(({ name }) => name)]).toEqual([header, names])
})

// Would catch: the wrong column run by default: the page instead of the picture, SKUs that look like handles.
test.each([
  ['the picture, not the page', 'page_url,image_url\nhttps://a.example/p,https://a.example/i.png', 1],
  ['links rather than codes', 'code,link\nQ3pVxN7ySdGh2kLmT8Zw,https://a.example/i.png', 1],
  ['handles', 'sku,handle\nA-1,Q3pVxN7ySdGh2kLmT8Zw', 1],
  ['alias paths', 'sku,path\nA-1,src://catalogue/a.png', 1],
  ['a column that is often blank', `sku,url\n${'A,\n'.repeat(9)}B,https://a.example/i.png`, 1],
  ['none where none looks like sources', 'name,colour\nShoe,red\nHat,blue', null],
])('the suggested column is %s', async (_what, content, suggested) => {
  const { open } = createHarness()
  expect((await open('a.csv', content)).suggested).toBe(suggested)
})

// Would catch: CDN URLs torn apart at the commas of their tasks.
test('a column of CDN URLs is one column', async () => {
  const { open } = createHarness()
  const url = 'https://cdn.filestackcontent.com/resize=width:100,height:100/Q3pVxN7ySdGh2kLmT8Zw'
  expect((await open('a.csv', `url\n${url}\n${url}`)).columns).toMatchObject([{ name: 'url', sources: 1 }])
})

// Would catch: a pasted sheet whose tabs are lost, or a pasted list of links taken for a table.
test('a pasted text is read as what it is', async () => {
  const { preview, read } = createHarness()
  const sheet = await preview({ kind: 'text', text: written('\t') }, 'Pasted')
  expect(sheet).toMatchObject({ name: 'Pasted', suggested: 1, header: true })
  expect((await read(sheet)).rows).toHaveLength(2)
  const links = await preview({ kind: 'text', text: 'https://a.example/1\nhttps://a.example/2' }, 'Pasted')
  expect(links).toMatchObject({ header: false, suggested: 0, columns: [{ name: 'A', sources: 1 }] })
  const wide = `name\n${'🙂'.repeat(20_000)}\n`.repeat(9)
  const emoji = await preview({ kind: 'text', text: wide }, 'Pasted')
  expect((await read(emoji)).rows.every(({ text }) => /^(?:name|(?:🙂)+)$/u.test(text))).toBe(true)
})

// Would catch: an exception or a hang instead of one clear sentence.
test.each([
  ['no bytes', 'a.csv', '', 'list.empty'],
  ['blank lines only', 'a.csv', '\n \n,,\n', 'list.empty'],
  ['a sheet that is none', 'a.xlsx', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'list.unreadable'],
  ['a sheet with a password', 'a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'list.unreadable'],
  [
    'a file of another kind under the name of a sheet',
    'a.ods',
    Buffer.from('ffd8ffe000104a46', 'hex'),
    'list.unreadable',
  ],
  ['a damaged archive', 'a.xlsx', Buffer.from(`PK\u0003\u0004${'x'.repeat(5000)}`), 'list.unreadable'],
])('a list of %s is refused in one sentence', async (_what, name, content, code) => {
  const { folder, lists } = createHarness()
  const path = join(folder, name)
  writeFileSync(path, content)
  expect(await lists.open({ kind: 'file', path }, name)).toMatchObject({ ok: false, error: { code } })
})
