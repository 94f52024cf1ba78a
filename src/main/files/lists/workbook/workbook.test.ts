import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, onTestFinished, test } from 'vitest'
import { zip } from '#main/files/testing/zip.ts'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

type Fill = (book: ExcelJS.Workbook) => void

async function sheet(fill: Fill) {
  const folder = createScratchFolder(onTestFinished)
  const path = join(folder, 'a.xlsx')
  const book = new ExcelJS.Workbook()
  fill(book)
  await book.xlsx.writeFile(path)
  return { path, ...createListHarness(folder) }
}

// Would catch: "[object Object]" for what Excel formats, a rounded number, or the words of a link for the link.
test('cells are read as a person sees them', async () => {
  const { path, preview, read } = await sheet((book) => {
    const rows = book.addWorksheet('Shoes')
    rows.addRow(['sku', 'image_url', 'ean', 'price', 'day', 'name', 'sum', 'link', 'ok', 'none'])
    rows.addRow([
      'A-1',
      { text: 'https://example.com/a.png', hyperlink: 'https://example.com/a.png' },
      4006381333931,
      1.5,
      new Date(Date.UTC(2026, 10, 24)),
      { richText: [{ text: 'Red ' }, { font: { bold: true }, text: 'shoe & co' }] },
      { formula: 'C2+1', result: 42 },
      { formula: 'HYPERLINK("https://example.com/x.png","open")', result: 'open' },
      true,
      null,
    ])
  })
  const list = await preview({ kind: 'file', path }, 'a.xlsx')
  expect(list).toMatchObject({ suggested: 1, header: true })
  const { rows } = await read(list)
  expect(rows).toEqual([
    {
      row: 2,
      text: 'https://example.com/a.png',
      labels: {
        sku: 'A-1',
        ean: '4006381333931',
        price: '1.5',
        day: '2026-11-24',
        name: 'Red shoe & co',
        sum: '42',
        link: 'open',
        ok: 'true',
        none: '',
      },
    },
  ])
})

// Would catch: a hidden or a later sheet run instead of the one that Excel shows first; row numbers that lose gaps.
test('the first sheet that is shown is the list, with its own row numbers', async () => {
  const { path, preview, read } = await sheet((book) => {
    book.addWorksheet('Hidden', { state: 'hidden' }).addRow(['https://example.com/hidden.png'])
    const shown = book.addWorksheet('Shown')
    shown.getCell('A3').value = 'url'
    shown.getCell('A7').value = 'https://example.com/shown.png'
    book.addWorksheet('Later').addRow(['https://example.com/later.png'])
  })
  const { rows } = await read(await preview({ kind: 'file', path }, 'a.xlsx'))
  expect(rows.map(({ row, text }) => [row, text])).toEqual([[7, 'https://example.com/shown.png']])
})

// Would catch: rows lost or doubled between two batches, or a preview that reads the whole sheet.
test('a long sheet comes whole and in order', async () => {
  const { path, preview, read } = await sheet((book) => {
    const rows = book.addWorksheet('One')
    rows.addRow(['url', 'n'])
    for (let index = 0; index < 3000; index += 1) rows.addRow([`https://example.com/${index}`, index])
  })
  const list = await preview({ kind: 'file', path }, 'a.xlsx')
  const { rows, error } = await read(list)
  expect(rows.map(({ labels }) => labels['n'])).toEqual(
    Array.from({ length: 3000 }, (_, index) => String(index)),
  )
  expect(error).toBeNull()
})

/** A workbook as other programs write it: prefixes, no places, texts in their cells. */
function foreign(rows: string): Buffer {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/book/main.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/book/sheets/one.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="/book/main.xml"/></Relationships>`,
    'book/main.xml': `<?xml version="1.0"?><!-- made > elsewhere --><x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="a > b" sheetId="9" r:id='s1'/></x:sheets></x:workbook>`,
    'book/_rels/main.xml.rels': `<Relationships><Relationship Id="s1" Type="${office}/worksheet" Target="sheets/one.xml"/></Relationships>`,
    'book/sheets/one.xml': `<x:worksheet><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
  })
}

// Would catch: a sheet of another program that comes empty, or with its cells shifted.
test('sheets of other programs are read', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { open, read } = createListHarness(folder)
  const inline = (xml: string): string => `<x:c t="inlineStr"><x:is>${xml}</x:is></x:c>`
  const list = await open(
    'a.xlsx',
    foreign(
      `<x:row>${inline('<x:t>url</x:t>')}${inline('<x:t>note</x:t>')}</x:row>` +
        `<x:row>${inline('<x:t>https://a.example/?a=1&amp;b=2</x:t>')}${inline(
          '<x:r><x:t>A </x:t></x:r><x:r><x:t xml:space="preserve">&#xFC;&lt;b&gt;_x0041_</x:t></x:r><x:rPh><x:t>aloud</x:t></x:rPh>',
        )}</x:row>` +
        '<x:row r="9"><x:c r="B9"><x:v>0.30000000000000004</x:v></x:c><x:c r="D9" t="e"><x:v>#N/A</x:v></x:c></x:row>',
    ),
  )
  const { rows } = await read(list)
  expect(list.suggested).toBe(0)
  expect(rows).toEqual([
    { row: 2, text: 'https://a.example/?a=1&b=2', labels: { note: 'A ü<b>A', C: '', D: '' } },
    { row: 9, text: '', labels: { note: '0.3', C: '', D: '#N/A' } },
  ])
})

// Would catch: memory filled by one cell, or a list given up for it.
test('a row over 64 kB is left out and told, the others go on', async () => {
  const { open, read } = createListHarness(createScratchFolder(onTestFinished))
  const cell = (text: string): string => `<x:row><x:c t="str"><x:v>${text}</x:v></x:c></x:row>`
  const rows = cell('https://a.example/1') + cell('x'.repeat(3_000_000)) + cell('https://a.example/2')
  const { rows: taken, problems } = await read(await open('a.xlsx', foreign(rows)))
  expect(taken.map(({ row }) => row)).toEqual([1, 3])
  expect(problems).toEqual([[2, 'list.lineTooLong']])
})

// Would catch: a hang or a crash on a sheet that was not copied whole.
test.each(['cut', 'spoilt'])('a %s sheet is refused in one sentence', async (how) => {
  const { path, lists } = await sheet((book) => {
    const rows = book.addWorksheet('One')
    for (let index = 0; index < 2000; index += 1)
      rows.addRow([`https://example.com/${index}`, `${Math.random()}`])
  })
  const bytes = readFileSync(path)
  if (how === 'cut') truncateSync(path, Math.floor(bytes.length / 2))
  else writeFileSync(path, bytes.fill(0x55, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 500))
  const opened = await lists.open({ kind: 'file', path }, 'a.xlsx')
  const failed = opened.ok ? await endOf(lists.read(opened.data.listId, 0, [])) : opened.error
  expect(failed?.code).toBe('list.unreadable')
})

async function endOf(steps: ReturnType<ReturnType<typeof createListHarness>['lists']['read']>) {
  if (steps === null) throw new Error('not open')
  let step = await steps.next()
  while (step.done !== true) step = await steps.next()
  return step.value
}
