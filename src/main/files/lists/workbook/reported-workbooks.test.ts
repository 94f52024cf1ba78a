import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { zip } from '#main/files/testing/zip.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

// Workbooks as people described them in public (docs/reported-inputs.md).

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGES = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

interface Parts {
  readonly rows: string
  readonly shared?: readonly string[]
  readonly bookProperties?: string
  readonly styles?: string
  /** The name of a part as the archive says it. */
  readonly rename?: (name: string) => string
}

/** A workbook of one sheet. */
function workbook({
  rows,
  shared = [],
  bookProperties = '',
  styles = '',
  rename = (name) => name,
}: Parts): Buffer {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${TYPES}.${type}+xml"/>`
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGES}/content-types">${part('workbook.xml', 'sheet.main')}${part('worksheets/sheet1.xml', 'worksheet')}${part('sharedStrings.xml', 'sharedStrings')}${part('styles.xml', 'styles')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGES}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${bookProperties}<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGES}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
  }
  return zip(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [rename(name), xml])))
}

async function readAll(parts: Parts) {
  const { open, read } = createListHarness(createScratchFolder(onTestFinished))
  return read(await open('a.xlsx', workbook(parts)))
}

const text = (place: string, index: number): string => `<c r="${place}" t="s"><v>${index}</v></c>`
const SHARED = ['sku', 'image', 'A-1', 'https://shop.example.com/1.png']
const ROWS = `<row r="1">${text('A1', 0)}${text('B1', 1)}</row><row r="2">${text('A2', 2)}${text('B2', 3)}</row>`

// Case 9. Would catch: a workbook without its texts, since its archive spells a name otherwise.
test.each([
  ['SharedStrings.xml', (name: string) => name.replace('sharedStrings', 'SharedStrings')],
  ['backslashes', (name: string) => name.replaceAll('/', '\\')],
  ['capital letters', (name: string) => name.replace('xl/worksheets', 'xl/Worksheets')],
])('a workbook whose archive has %s is read as any other', async (_what, rename) => {
  const { rows } = await readAll({ rows: ROWS, shared: SHARED, rename })
  expect(rows).toEqual([{ row: 2, text: 'https://shop.example.com/1.png', labels: { sku: 'A-1' } }])
})

// Case 23. Would catch: the first shared text of the book in every blank cell, and cells in small letters left out.
test('a blank cell of any type is blank, and cell references are read in any case', async () => {
  const blanks = ['s', 'str', 'n', 'inlineStr'].map(
    (type, index) => `<c r="${'CDEF'.charAt(index)}2" t="${type}"/>`,
  )
  const names = ['C', 'D', 'E', 'F'].map((column) => text(`${column}1`, 4)).join('')
  const { rows } = await readAll({
    shared: [...SHARED, 'more'],
    rows: `<row r="1">${text('a1', 0)}${text('b1', 1)}${names}</row><row r="2">${text('a2', 2)}${text('b2', 3)}${blanks.join('')}</row>`,
  })
  expect(rows).toHaveLength(1)
  const { sku, ...more } = rows[0]?.labels ?? {}
  expect(sku).toBe('A-1')
  expect(Object.values(more)).toEqual(['', '', '', ''])
})

// Case 23. Would catch: dates four years off in a book that Excel for the Mac wrote, with whatever it carries besides.
test.each(['1', 'true'])('dates of a book that counts from 1904 (date1904="%s") are right', async (value) => {
  const { rows } = await readAll({
    shared: ['day', 'image', SHARED[3] ?? ''],
    bookProperties: `<fileVersion appName="xl"/><workbookPr date1904="${value}"><ext uri="x"/></workbookPr>`,
    styles:
      '<numFmts count="0"/><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>',
    rows: `<row r="1">${text('A1', 0)}${text('B1', 1)}</row><row r="2"><c r="A2" s="1"><v>44299</v></c>${text('B2', 2)}</row>`,
  })
  expect(rows[0]?.labels).toEqual({ day: '2025-04-14' })
})
