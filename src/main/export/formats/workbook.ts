import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { exportWords } from '#shared/text/export.ts'
import { toPlainText, type ExportRow, type ExportValue, type WriteFormat } from './format.ts'

/** Excel refuses a workbook with a longer cell. */
const MAX_CELL_LENGTH = 32_767
const NAMESPACE = 'http://schemas.openxmlformats.org'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const DOCUMENT = `${NAMESPACE}/officeDocument/2006/relationships`
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts of a workbook with one sheet, beside the sheet itself (ECMA-376). */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${XML}<Types xmlns="${NAMESPACE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT_TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${NAMESPACE}/package/2006/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${NAMESPACE}/spreadsheetml/2006/main" xmlns:r="${DOCUMENT}"><sheets><sheet name="${exportWords.sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${NAMESPACE}/package/2006/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

/**
 * A workbook, written as its rows come: memory stays small (docs/decisions/0012-workbook-writer.md). Every text is a cell of
 * text, which no program takes for a formula, a number or a date.
 */
export const writeWorkbook: WriteFormat = ({ names }, pages, onCut) => {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(text), name)
  const sheet = Readable.from(writeSheet(names, pages, onCut), { objectMode: false })
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  // What fails while the rows are read has to fail the file.
  sheet.once('error', (cause) => (zip.outputStream as Readable).destroy(cause))
  return zip.outputStream as Readable
}

async function* writeSheet(
  names: readonly string[],
  pages: AsyncIterable<readonly ExportRow[]>,
  onCut: () => void,
): AsyncGenerator<string> {
  const toRow = (cells: ExportRow): string =>
    `<row>${cells.map((cell) => toCell(cell, onCut)).join('')}</row>`
  yield `${XML}<worksheet xmlns="${NAMESPACE}/spreadsheetml/2006/main"><sheetData>${toRow(names)}`
  for await (const rows of pages) yield rows.map(toRow).join('')
  yield '</sheetData></worksheet>'
}

function toCell(value: ExportValue, onCut: () => void): string {
  if (value === null || value === '') return '<c/>'
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`
  const text = toPlainText(value)
  if (text.length > MAX_CELL_LENGTH) onCut()
  return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, MAX_CELL_LENGTH))}</t></is></c>`
}

/** `_x000B_` stands for a character that XML cannot hold, so a text that is written so is told apart (ECMA-376, 22.9.2.19). */
const NEEDS_ESCAPE = /[&<>\p{Cc}\u{FFFE}\u{FFFF}\p{Cs}]|_(?=x[0-9A-Fa-f]{4}_)/gu
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\n': '\n',
  '\t': '\t',
}

const escapeXml = (text: string): string =>
  text.replace(NEEDS_ESCAPE, (letter) => {
    const known = ENTITIES[letter]
    if (known !== undefined) return known
    return `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
  })
