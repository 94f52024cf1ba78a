import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as xlsx from '@e965/xlsx'
import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

// Which column, which row of names, and which sheet of a list are taken: a wrong guess runs a job on the wrong source.

const start = () => {
  const folder = createScratchFolder(onTestFinished)
  return { folder, ...createListHarness(folder) }
}
const LINK = (n: number | string) => `https://img.example.com/${n}.png`

async function openCsv(text: string) {
  const { open, read } = start()
  const list = await open('a.csv', text)
  const { rows, problems } = await read(list)
  return {
    suggested: list.suggested === null ? null : (list.columns[list.suggested]?.name ?? ''),
    names: list.columns.map(({ name }) => name),
    rows: rows.map(({ row, text: source, labels }) => [row, source, labels]),
    problems,
  }
}

// Would catch: words with a slash between them run as alias paths in place of the links beside them.
test.each([
  ['where the clicks came from', `Source,url\ngoogle/cpc,${LINK(1)}\nfb/ads,${LINK(2)}`, 'url'],
  ['categories', `source_path,link\nShoes/Men,${LINK(1)}\nShoes/Women,${LINK(2)}`, 'link'],
  ['categories alone', 'id,category\n1,Shoes/Men\n2,Shoes/Women', null],
  [
    'paths of the shop’s own server',
    `image,full\ncatalog/1.jpg,${LINK(1)}\ncatalog/2.jpg,${LINK(2)}`,
    'full',
  ],
  ['bare paths where there is nothing else', 'sku,path\nA,catalog/1.jpg\nB,catalog/2.jpg', 'path'],
])('bare words and paths: %s', async (_what, text, suggested) => {
  expect((await openCsv(text)).suggested).toBe(suggested)
})

// Would catch: pages run in place of pictures, because not every product has one.
test('a column of pictures that is often blank goes before one of pages', async () => {
  const rows = Array.from(
    { length: 10 },
    (_, n) => `https://shop.example.com/p/${n},${n % 3 === 0 ? LINK(n) : ''}`,
  )
  const list = await openCsv(['product_url,image_url', ...rows].join('\n'))
  expect(list.suggested).toBe('image_url')
  expect((await openCsv(`url,preview\nhttps://shop.example.com/p/1,${LINK(1)}`)).suggested).toBe('preview')
})

// Would catch: a link that breaks off at a comma of its own in every row, and is run as what is left of it.
test.each([
  ['a comma', `sku,url\nA,${LINK(1)}?crop=1,2\nB,${LINK(2)}?crop=3,4\n`],
  ['a semicolon', `sku;url\nA;${LINK(1)}?a=1;b=2\nB;${LINK(2)}?a=3;b=4\n`],
  ['a comma in a list of one column', `url\n${LINK('a,b')}\n${LINK('c,d')}\n`],
])('rows that are all longer than the row of names by %s are told', async (_what, text) => {
  const { rows, problems } = await openCsv(text)
  expect(rows).toEqual([])
  expect(problems).toEqual([
    [2, 'list.rowTooWide'],
    [3, 'list.rowTooWide'],
  ])
})

// Would catch: "Product list" as the name of a column, and the true names as a row that is no source.
test('titles above the row of names are passed over', async () => {
  const list = await openCsv(`Product list\nExported 2026-11-29\n\nimage,sku\n${LINK(1)},A\n${LINK(2)},B\n`)
  expect(list).toMatchObject({ names: ['image', 'sku'], suggested: 'image', problems: [] })
  expect(list.rows).toEqual([
    [5, LINK(1), { sku: 'A' }],
    [6, LINK(2), { sku: 'B' }],
  ])
})

// Would catch: a row without a source swallowed as the row of names.
test('a single name above a row without a source stays the row of names', async () => {
  const list = await openCsv(`url,,\nmissing,Red,Hat\n${LINK(1)},Blue,Hat\n`)
  expect(list.rows.map(([row]) => row)).toEqual([2, 3])
})

/** A workbook of these sheets. */
function book(sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>): Buffer {
  const made = xlsx.utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    xlsx.utils.book_append_sheet(made, xlsx.utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  return xlsx.write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

const PRODUCTS = [
  ['sku', 'image'],
  ['A', LINK(1)],
  ['B', LINK(2)],
] as const

// Would catch: the link to the instructions run (and billed) in place of the products.
test.each([
  ['instructions with a link', [['Help', 'https://docs.example.com/help']]],
  [
    'categories',
    [
      ['id', 'name'],
      [1, 'Shoes/Men'],
    ],
  ],
  [
    'a table of a few pages beside many products',
    [
      ['topic', 'link'],
      ['Help', 'https://docs.example.com/help'],
    ],
  ],
])('a first sheet of %s is not suggested', async (what, first) => {
  const { folder, lists } = start()
  const many = Array.from({ length: 20 }, (_, n) => [`C-${n}`, LINK(n)])
  const products = what.startsWith('a table') ? [...PRODUCTS, ...many] : PRODUCTS
  const path = join(folder, 'a.xlsx')
  writeFileSync(path, book({ First: first, Products: products }))
  expect(await lists.open({ kind: 'file', path }, 'a.xlsx')).toMatchObject({
    data: { sheet: 'Products', suggested: 1 },
  })
})

// Would catch: the word that a cell shows run in place of the link behind it.
test('a bare path or a code that shows a link counts as its link, an address as itself', async () => {
  const sheet = xlsx.utils.aoa_to_sheet([
    ['sku', 'image'],
    ['A', 'images/1.png'],
    ['B', 'IMG20240101abcdEFGH1'],
    ['C', LINK('shown')],
    ['D', 'Q3pVxN7ySdGh2kLmT8Zw'],
  ])
  const attach = (place: string, target: string): void => {
    const cell = sheet[place] as xlsx.CellObject
    cell.l = { Target: target }
  }
  attach('B2', LINK(1))
  attach('B3', LINK(2))
  attach('B4', LINK(3))
  attach('B5', 'https://cdn.filestackcontent.com/Q3pVxN7ySdGh2kLmT8Zw')
  const { open, read } = start()
  const made = xlsx.write({ SheetNames: ['S'], Sheets: { S: sheet } }, { type: 'buffer', bookType: 'xlsx' })
  const { rows } = await read(await open('a.xlsx', made as Buffer), 1)
  expect(rows.map(({ text }) => text)).toEqual([LINK(1), LINK(2), LINK('shown'), 'Q3pVxN7ySdGh2kLmT8Zw'])
})

// Would catch: three pictures of a SKU of which two have none, or a picture for two SKUs that runs for one.
test.each(['xlsx', 'xls', 'ods', 'xlsb'] as const)(
  'a cell that is merged over several rows is one that each of them has (%s)',
  async (bookType) => {
    const sheet = xlsx.utils.aoa_to_sheet([
      ['sku', 'image', 'note'],
      ['A', LINK(1), 'x'],
      [null, LINK(2), 'x'],
      ['B', LINK(3), 'x'],
      ['C', null, 'x'],
      ['Spring', null, null],
    ])
    sheet['!merges'] = [
      { s: { r: 1, c: 0 }, e: { r: 2, c: 0 } },
      { s: { r: 3, c: 1 }, e: { r: 4, c: 1 } },
      { s: { r: 5, c: 0 }, e: { r: 5, c: 2 } },
    ]
    const { open, read } = start()
    const made = xlsx.write({ SheetNames: ['S'], Sheets: { S: sheet } }, { type: 'buffer', bookType })
    const { rows } = await read(await open(`a.${bookType}`, made as Buffer), 1)
    expect(rows.map(({ text, labels }) => [text, labels['sku'], labels['note']])).toEqual([
      [LINK(1), 'A', 'x'],
      [LINK(2), 'A', 'x'],
      [LINK(3), 'B', 'x'],
      [LINK(3), 'C', 'x'],
      ['', 'Spring', ''],
    ])
  },
)
