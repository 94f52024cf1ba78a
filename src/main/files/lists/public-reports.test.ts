import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as xlsx from '@e965/xlsx'
import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

// Lists as people described them in public, each standing for a kind that was read wrongly once (docs/reported-inputs.md).

const start = () => {
  const folder = createScratchFolder(onTestFinished)
  return { folder, ...createListHarness(folder) }
}

/** The list whole: its columns, the one suggested, and what each row runs on. */
async function readList(name: string, content: Uint8Array | string) {
  const { open, read } = start()
  const preview = await open(name, content)
  const { rows, problems } = await read(preview)
  return {
    columns: preview.columns.map((column) => column.name),
    suggested: preview.suggested,
    sources: rows.map(({ text }) => text),
    labels: rows.map(({ labels }) => labels),
    problems,
  }
}

/** A workbook of these cells, as SheetJS writes it. */
function workbook(
  cells: readonly (readonly (xlsx.CellObject | string | null)[])[],
  options: xlsx.WritingOptions = {},
): Buffer {
  const sheet: xlsx.WorkSheet = {
    '!ref': xlsx.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: cells.length, c: 20 } }),
  }
  for (const [r, row] of cells.entries())
    for (const [c, cell] of row.entries())
      if (cell !== null)
        sheet[xlsx.utils.encode_cell({ r, c })] = typeof cell === 'string' ? { t: 's', v: cell } : cell
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, sheet, 'Sheet1')
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', ...options }) as Buffer
}

const IMAGES = ['1', '2', '3'].map((name) => `https://shop.example.com/img/${name}.png`)

// Case 2. Would catch: the stem of a link, run (and billed) once for the whole column.
test('a formula counts by its kept result, and is told where none was kept', async () => {
  const formula = (row: number, value: string | undefined): xlsx.CellObject => ({
    t: 's',
    f: `HYPERLINK("https://shop.example.com/img/"&A${row}&".png")`,
    ...(value === undefined ? {} : { v: value }),
  })
  const book = (values: readonly (string | undefined)[]) =>
    workbook([
      ['sku', 'link'],
      ...values.map((value, index) => [`A-${index + 1}`, formula(index + 2, value)]),
    ])
  expect((await readList('a.xlsx', book(IMAGES))).sources).toEqual(IMAGES)
  const { sources } = await readList(
    'a.csv',
    '=HYPERLINK("https://shop.example.com/img/"&A2&".png")\n'.repeat(2),
  )
  expect(sources.every((text) => text.startsWith('=HYPERLINK'))).toBe(true)
})

// Case 3. Would catch: links cut at the commas of their own steps.
test('links with commas in their steps stay whole, in one column and beside another', async () => {
  const link = (n: number) => `https://res.example.com/demo/image/upload/c_fill,w_100,h_100/${n}.jpg`
  const rows = [1, 2, 3].map((n) => [`A-${n}`, link(n)])
  const tabs = await readList('a.tsv', rows.map((row) => row.join('\t')).join('\n'))
  expect(tabs).toMatchObject({ columns: ['A', 'B'], suggested: 1, sources: [link(1), link(2), link(3)] })
  const alone = await readList('a.csv', rows.map(([, url]) => url).join('\n'))
  expect(alone).toMatchObject({ columns: ['A'], sources: [link(1), link(2), link(3)] })
  const commas = await readList('a.csv', rows.map((row) => row.join(',')).join('\n'))
  expect(commas).toMatchObject({ columns: ['A', 'B'], suggested: 1, sources: [link(1), link(2), link(3)] })
})

// Case 6. Would catch: cells cut at line breaks in quotes, or a delimiter that a long description brings along.
test('quoted descriptions of several lines leave three columns', async () => {
  const row = (n: number) => `${n},https://shop.example.com/${n}.png,"one; two\nthree, four\nfive\n\n""six"""`
  const list = await readList('a.csv', ['sku,image_url,description', row(1), row(2), row(3)].join('\r\n'))
  expect(list).toMatchObject({ columns: ['sku', 'image_url', 'description'], suggested: 1 })
  expect(list.labels[2]).toEqual({ sku: '3', description: 'one; two\nthree, four\nfive\n\n"six"' })
})

// Case 8. Would catch: the column of pictures passed over because its cells hold two.
test('a column with several links in a cell is suggested', async () => {
  const list = await readList(
    'a.csv',
    `SKU,Name,Images\nA-1,Shoe,"${IMAGES[0]}, ${IMAGES[1]}"\nA-2,Hat,${IMAGES[2]}\n`,
  )
  expect(list).toMatchObject({
    suggested: 2,
    labels: [
      { SKU: 'A-1', Name: 'Shoe' },
      { SKU: 'A-2', Name: 'Hat' },
    ],
  })
})

// Case 4. Would catch: a row of joined links taken for two columns.
test('links joined by a bar are one cell', async () => {
  const list = await readList('a.csv', `A-1,${IMAGES[0]}|${IMAGES[1]}`)
  expect(list).toMatchObject({
    columns: ['A', 'B'],
    suggested: 1,
    sources: [`${IMAGES[0]}|${IMAGES[1]}`],
    labels: [{ A: 'A-1' }],
  })
})

// Case 10. Would catch: "Unicode text" of Excel as one column of signs.
test('a UTF-16 text with tabs is a table', async () => {
  const text = ['sku\timage\tname', `1\t${IMAGES[0]}\tÄpfel`, `2\t${IMAGES[1]}\t日本`].join('\r\n')
  const list = await readList('a.txt', iconv.encode(text, 'utf-16le', { addBOM: true }))
  expect(list).toMatchObject({
    columns: ['sku', 'image', 'name'],
    suggested: 1,
    labels: [{ name: 'Äpfel' }, { name: '日本' }],
  })
})

// Would catch: a table under the name of a text, told line by line as no source.
test('a text with names above its links is a table, one of links alone is not', async () => {
  const table = await readList('a.txt', `"sku","image"\n"A-1","${IMAGES[0]}"\n"A-2","${IMAGES[1]}"\n`)
  expect(table).toMatchObject({ columns: ['sku', 'image'], sources: [IMAGES[0], IMAGES[1]] })
  const links = await readList('a.txt', `${IMAGES[0]},${IMAGES[1]}\n${IMAGES[2]},${IMAGES[0]}\n`)
  expect(links).toMatchObject({
    columns: ['A'],
    sources: [`${IMAGES[0]},${IMAGES[1]}`, `${IMAGES[2]},${IMAGES[0]}`],
  })
})

// Cases 11 and 12. Would catch: "View" run as a word, or a code that lost its zeros.
test('a link attached to a cell is its source, and codes keep their zeros', async () => {
  const view = (target: string): xlsx.CellObject => ({ t: 's', v: 'View', l: { Target: target } })
  const number = (v: number, z: string): xlsx.CellObject => ({ t: 'n', v, z })
  const list = await readList(
    'a.xlsx',
    workbook([
      ['code', 'picture', 'day', 'took', 'price'],
      [
        number(123, '0000000'),
        view(IMAGES[0] ?? ''),
        number(45761, 'm/d/yy'),
        number(1.5, '[h]:mm'),
        number(20, '"$"#,##0.00'),
      ],
      [
        number(7, '0000000'),
        view(IMAGES[1] ?? ''),
        number(45762.5, 'yyyy-mm-dd hh:mm'),
        number(0.25, 'hh:mm'),
        number(0.5, '0%'),
      ],
    ]),
  )
  expect(list).toMatchObject({ suggested: 1, sources: [IMAGES[0], IMAGES[1]] })
  expect(list.labels).toEqual([
    { code: '0000123', day: '2025-04-14', took: '36:00', price: '20' },
    { code: '0000007', day: '2025-04-15 12:00:00', took: '06:00:00', price: '0.5' },
  ])
})

// Case 22. Would catch: a text that is refused because its first letters are those of an archive.
test('a CSV that begins with PK is a CSV', async () => {
  const list = await readList('a.csv', `PK,link\n1,${IMAGES[0]}\n2,${IMAGES[1]}\n`)
  expect(list).toMatchObject({ columns: ['PK', 'link'], suggested: 1 })
})

// Would catch: a form that people have and the app refuses, or reads otherwise than its neighbours.
test.each<[xlsx.BookType]>([['xlsx'], ['xlsm'], ['xlsb'], ['biff8'], ['ods'], ['fods'], ['xlml']])(
  'a workbook saved as %s is read',
  async (bookType) => {
    const ending = bookType === 'biff8' || bookType === 'xlml' ? 'xls' : bookType
    const book = workbook(
      [
        ['sku', 'link'],
        ['Ä-1', IMAGES[0] ?? ''],
        ['A-2', IMAGES[1] ?? ''],
      ],
      { bookType },
    )
    const list = await readList(`a.${ending}`, bookType === 'fods' ? book.toString('utf8') : book)
    expect(list).toMatchObject({
      columns: ['sku', 'link'],
      sources: [IMAGES[0], IMAGES[1]],
      labels: [{ sku: 'Ä-1' }, { sku: 'A-2' }],
    })
  },
)

// Case 24. Would catch: keys sorted like numbers, an array taken for one line, or zeros that lose their sign.
test('an array of objects, or an object a line, is a list, its keys in their order', async () => {
  const items = [
    `{"sku": "A-1", "2": -0, "1": 1.50, "image": "${IMAGES[0]}", "more": {"b": [1, 2]}}`,
    `{"sku": "A-2", "2": -0.0, "1": 2, "image": "${IMAGES[1]}"}`,
  ]
  for (const text of [
    `[${items.join(',')}]`,
    `[\n  ${items.join(',\n  ')}\n]\n`,
    `{"count": 2, "data": [${items.join(', ')}]}`,
    items.join('\n'),
  ]) {
    const list = await readList(text.startsWith(items[0] ?? '') ? 'a.ndjson' : 'a.json', text)
    expect(list.columns).toEqual(['sku', '2', '1', 'image', 'more'])
    expect(list.sources).toEqual([IMAGES[0], IMAGES[1]])
    expect(list.labels[0]).toEqual({ sku: 'A-1', '2': '-0', '1': '1.50', more: '{"b": [1, 2]}' })
  }
})

// Would catch: a description with an unquoted comma that moves the link into the wrong column, unseen.
test('a row that does not fit the header is told with its number', async () => {
  const list = await readList(
    'a.csv',
    `sku,image,name\n1,${IMAGES[0]},Shoe\n2,Red, blue,${IMAGES[1]},Hat\n3,${IMAGES[2]},Bag\n`,
  )
  expect(list).toMatchObject({ sources: [IMAGES[0], IMAGES[2]], problems: [[3, 'list.rowTooWide']] })
})

// Would catch: letters of another country in question marks or in letters of the West.
test.each(['Shift_JIS', 'GBK', 'Big5', 'EUC-KR', 'windows-1251', 'windows-1253', 'windows-1252'])(
  'a list in %s is read',
  async (encoding) => {
    const words: Readonly<Record<string, string>> = {
      Shift_JIS: '赤い靴と青い帽子、東京都の商品です',
      GBK: '红色的鞋子和蓝色的帽子，上海的商品',
      Big5: '紅色的鞋子和藍色的帽子，臺北的商品',
      'EUC-KR': '빨간 신발과 파란 모자 서울 상품',
      'windows-1251': 'Красные туфли и синяя шляпа из Москвы',
      'windows-1253': 'Κόκκινα παπούτσια και μπλε καπέλο',
      'windows-1252': 'Größe für Mädchen – élégant, à 5 €',
    }
    const name = words[encoding] ?? ''
    const rows = [1, 2, 3].map((n) => `A-${n};https://shop.example.com/${n}.png;${name}`)
    const list = await readList('a.csv', iconv.encode(['sku;image;name', ...rows].join('\r\n'), encoding))
    expect(list.labels.map((labels) => labels['name'])).toEqual([name, name, name])
  },
)

// Would catch: letters of another country in a list of a few rows, which is what a person tries first.
test.each([
  ['Shift_JIS', ['赤い靴', '青いシャツ']],
  ['EUC-JP', ['赤い靴', '青いシャツ']],
  ['GBK', ['红色鞋子']],
  ['GBK', ['红色鞋子', '蓝色衬衫']],
  ['Big5', ['紅色鞋子', '藍色襯衫']],
  ['EUC-KR', ['빨간 신발', '파란 셔츠']],
  ['windows-874', ['รองเท้าสีแดง', 'เสื้อสีฟ้า']],
  ['windows-1250', ['Červená bota', 'Żółta łódź', 'Příliš žluťoučký kůň']],
  ['windows-1251', ['Красные туфли', 'Синяя рубашка']],
  ['windows-1251', ['Красные ботинки']],
  ['windows-1251', ['Синяя рубашка']],
  ['koi8-r', ['Красные туфли', 'Синяя рубашка']],
  ['koi8-r', ['Красные ботинки']],
  ['windows-1252', ['Chaussure dorée', 'Größe für Männer', 'Señor Ñandú', 'L’été à 5 €', '20 °C', 'Ø 3 mm']],
  ['windows-1253', ['Κόκκινα παπούτσια', 'Μπλε πουκάμισο']],
  ['windows-1255', ['נעליים אדומות', 'חולצה כחולה']],
  ['windows-1256', ['حذاء أحمر', 'قميص أزرق']],
  ['macintosh', ['Chaussure dorée', 'Größe für Männer']],
])('a few rows in %s are read (%#)', async (encoding, names) => {
  const rows = names.map((name, n) => `A-${n};https://shop.example.com/${n}.png;${name}`)
  const list = await readList('a.csv', iconv.encode(['sku;image;name', ...rows].join('\r\n'), encoding))
  expect(list.labels.map((labels) => labels['name'])).toEqual(names)
})

// Would catch: a hidden or an empty first sheet run instead of the list behind it, or a sheet that cannot be chosen.
test('of several sheets the one that is a list is suggested, the others are offered', async () => {
  const { folder, lists } = start()
  const book = xlsx.utils.book_new()
  const add = (name: string, rows: readonly (readonly string[])[]) =>
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  add('Read me', [['How to use this book'], ['Fill in the second sheet.']])
  add('Shoes', [
    ['sku', 'image'],
    ['A-1', IMAGES[0] ?? ''],
  ])
  add('Hats', [
    ['sku', 'image'],
    ['B-1', IMAGES[1] ?? ''],
  ])
  const path = join(folder, 'a.xlsx')
  writeFileSync(path, xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  const open = (sheet?: string) => lists.open({ kind: 'file', path }, 'a.xlsx', sheet)
  expect(await open()).toMatchObject({ data: { sheet: 'Shoes', sheets: ['Read me', 'Shoes', 'Hats'] } })
  expect(await open('Hats')).toMatchObject({ data: { sheet: 'Hats', suggested: 1 } })
  expect(await open('Bags')).toMatchObject({ ok: false, error: { code: 'list.noSuchSheet' } })
})
