import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, onTestFinished, test } from 'vitest'
import { listRig } from '#main/files/testing/lists.ts'
import { scratch } from '#main/storage/testing/journals.ts'

type Fill = (book: ExcelJS.Workbook) => void

async function sheet(fill: Fill) {
  const folder = scratch(onTestFinished)
  const path = join(folder, 'a.xlsx')
  const book = new ExcelJS.Workbook()
  fill(book)
  await book.xlsx.writeFile(path)
  return { path, ...listRig(folder) }
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
        link: 'https://example.com/x.png',
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

// Would catch: a hang or a crash on a sheet that was not copied whole.
test.each(['cut'])('a %s sheet is refused in one sentence', async (how) => {
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

async function endOf(steps: ReturnType<ReturnType<typeof listRig>['lists']['read']>) {
  if (steps === null) throw new Error('not open')
  let step = await steps.next()
  while (step.done !== true) step = await steps.next()
  return step.value
}
