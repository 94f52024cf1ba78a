import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLists } from '#main/files/lists/lists.ts'
import { zip } from '#main/files/testing/zip.ts'
import { createOutcome, median, type Bench } from './lib/bench.ts'

/** `LIST_ROWS=1000000` measures the largest lists. Then the only goal is that the reading ends. */
const ROWS = Number(process.env['LIST_ROWS'] ?? 100_000)
const ROUNDS = ROWS > 100_000 ? 1 : 3
/** The window shows so many rows at first. */
const SCREEN_ROWS = 50
const MEGABYTE = 1_000_000

export const bench: Bench = {
  what: '100,000 rows × 5 of a CSV and of a workbook: from the file to the first screen of rows, with the first look at it; then to the last row. Memory is that of the process while the list is read, over what it had before.',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flowbench-bench-lists-'))
    try {
      const csv = join(folder, 'list.csv')
      const workbook = join(folder, 'list.xlsx')
      await writeCsv(csv)
      await writeWorkbook(workbook)
      const ofCsv = await measure(csv, 'list.csv')
      const ofWorkbook = await measure(workbook, 'list.xlsx')
      return createOutcome(
        {
          rows: ROWS,
          csvFirstSeconds: ofCsv.firstMs / 1000,
          csvSeconds: ofCsv.lastMs / 1000,
          csvMb: ofCsv.megabytes,
          xlsxFirstSeconds: ofWorkbook.firstMs / 1000,
          xlsxSeconds: ofWorkbook.lastMs / 1000,
          xlsxMb: ofWorkbook.megabytes,
        },
        ROWS > 100_000 ? {} : { csvFirstSeconds: { most: 1.5 }, xlsxFirstSeconds: { most: 3 } },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Opens the list as the window does, and reads all of its rows. */
async function measure(path: string, name: string) {
  const first: number[] = []
  const last: number[] = []
  const before = process.memoryUsage.rss()
  let most = before
  for (let round = 0; round < ROUNDS; round += 1) {
    const lists = createLists(() => ({ apiKeys: [], cdnHosts: [] }))
    const begun = performance.now()
    const opened = await lists.open({ kind: 'file', path }, name)
    if (!opened.ok) throw new Error(opened.error.message)
    const { listId, suggested, columns } = opened.data
    const labels = columns.keys().filter((column) => column !== suggested)
    const steps = lists.read(listId, suggested ?? 0, [...labels])
    let count = 0
    for await (const _row of steps ?? []) {
      count += 1
      if (count === SCREEN_ROWS) first.push(performance.now() - begun)
      if (count % 10_000 === 0) most = Math.max(most, process.memoryUsage.rss())
    }
    last.push(performance.now() - begun)
    if (count !== ROWS) throw new Error(`${count} of ${ROWS} rows`)
    lists.close(listId)
  }
  return { firstMs: median(first), lastMs: median(last), megabytes: (most - before) / MEGABYTE }
}

const cellsOf = (row: number): readonly string[] => [
  `SKU-${row}`,
  `https://shop.example.com/images/products/${row}.png`,
  `Shoe number ${row}`,
  String(row % 977),
  row % 2 === 0 ? 'red' : 'blue',
]
const NAMES = ['sku', 'image_url', 'name', 'stock', 'colour']

async function writeCsv(path: string): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${NAMES.join(',')}\n`)
  for (let row = 1; row <= ROWS; row += 1)
    if (!file.write(`${cellsOf(row).join(',')}\n`)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
}

/** A workbook as spreadsheet programs write it: its texts shared, its numbers in their cells. */
async function writeWorkbook(path: string): Promise<void> {
  const texts = new Map<string, number>()
  const toXml = (cells: readonly string[], row: number): string => {
    const written = cells.map((text, column) => {
      const place = `${'ABCDE'.charAt(column)}${row}`
      if (/^\d+$/.test(text)) return `<c r="${place}"><v>${text}</v></c>`
      const index = texts.get(text) ?? texts.size
      texts.set(text, index)
      return `<c r="${place}" t="s"><v>${index}</v></c>`
    })
    return `<row r="${row}">${written.join('')}</row>`
  }
  const rows = [toXml(NAMES, 1)]
  for (let row = 1; row <= ROWS; row += 1) rows.push(toXml(cellsOf(row), row + 1))
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const shared = Array.from(texts.keys(), (text) => `<si><t>${text}</t></si>`).join('')
  const file = createWriteStream(path)
  file.end(
    zip(
      {
        '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/></Types>`,
        '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Shoes" sheetId="1" r:id="r1"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
        'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared}</sst>`,
        'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
      },
      true,
    ),
  )
  await once(file, 'finish')
}
