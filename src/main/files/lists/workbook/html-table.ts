import { read, type ParsingOptions, type WorkBook } from '@e965/xlsx'
import iconv from 'iconv-lite'
import { createTextDecoder, isUtf8Beginning } from '#main/files/lists/encoding.ts'

/** Stands between the text of a cell and its links. No spreadsheet can hold it. */
const LINK_SIGN = '\u001F'
const BEGINS_MARKUP = /^(?:\xEF\xBB\xBF)?\s*</
const CELL = /(<t[dh]\b[^<>]*>)(.*?)(?=<\/?t[dhr]\b|<\/table\b)/gis
const TARGET =
  /<(?:a\b[^<>]*?\bhref|img\b[^<>]*?\bsrc)\s*=\s*(?:"(https?:[^"]*)"|'(https?:[^']*)'|(https?:[^\s<>]+))/gi

const CELL_OF_HTML = /<t[dh]\b/i
/** Tables of Excel 2003 are XML, which the library reads with all that is in it. */
const IS_XML = /^(?:\xEF\xBB\xBF)?\s*<\?xml\b/
const SAID_ENCODING = /<meta\b[^<>]*?\bcharset\s*=\s*["']?([\w-]+)/i

/**
 * Shop systems and databases write an HTML table and call it `.xls`. The library reads the texts of its cells as UTF-8 and
 * drops the links and the pictures: it is given letters, and addresses travel behind the text and are attached to the cell
 * afterwards. Null: the bytes are no HTML.
 */
export function readHtmlTable(bytes: Buffer, options: ParsingOptions): WorkBook | null {
  const html = bytes.toString('latin1')
  if (!BEGINS_MARKUP.test(html) || IS_XML.test(html) || !CELL_OF_HTML.test(html)) return null
  const book = read(withLinksInTexts(decodeHtml(bytes, html)), { ...options, type: 'string' })
  attachLinks(book)
  return book
}

/** What the page says of its encoding counts where its bytes are no UTF-8; a page that says nothing, or is wrong, is looked at. */
function decodeHtml(bytes: Buffer, html: string): string {
  const said = SAID_ENCODING.exec(html)?.[1] ?? 'utf-8'
  const isSaid = !isUtf8Beginning(bytes) && !/^utf-?8$/i.test(said) && iconv.encodingExists(said)
  if (isSaid) return iconv.decode(bytes, said)
  // Tags would speak for a language of plain letters.
  const words = Buffer.from(html.replaceAll(/<[^<>]*>/g, ' '), 'latin1')
  return createTextDecoder(words)(bytes, true)
}

const withLinksInTexts = (html: string): string =>
  html.replaceAll(CELL, (cell, _open: string, content: string) => {
    const targets = Array.from(content.matchAll(TARGET), ([, ...quoted]) => quoted.find(Boolean) ?? '')
    return targets.length === 0 ? cell : cell + LINK_SIGN + [...new Set(targets)].join('|')
  })

function attachLinks(book: WorkBook): void {
  for (const sheet of Object.values(book.Sheets)) {
    for (const cell of (sheet['!data'] ?? []).flatMap((cells) => cells ?? [])) {
      if (typeof cell?.v !== 'string' || !cell.v.includes(LINK_SIGN)) continue
      const [text = '', target = ''] = cell.v.split(LINK_SIGN)
      cell.v = text
      cell.l = { Target: target }
    }
  }
}
