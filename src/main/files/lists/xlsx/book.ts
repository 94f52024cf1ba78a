import { unescapedControls, type CellContext } from './cell.ts'
import { attribute, createXml, type XmlListener } from './xml.ts'
import type { Zip } from './zip.ts'

/** What of a workbook its rows need. */
export interface Book extends CellContext {
  /** Path of the first sheet that is not hidden. */
  readonly sheet: string
}

/** Shared texts past this are no list any more, in characters. */
const MOST_TEXT = 256 * 1024 * 1024
/** Number formats that every Excel knows and that show a date or a time (ECMA-376, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57])

/** Reads an XML part of the archive; false when it is not there. */
async function readPart(zip: Zip, name: string, listener: XmlListener): Promise<boolean> {
  const bytes = zip.open(name)
  if (bytes === null) return false
  const decoder = new TextDecoder()
  const push = createXml(listener)
  for await (const chunk of bytes) push(decoder.decode(chunk, { stream: true }))
  return true
}

/** Throws when the archive holds no workbook. */
export async function readBook(zip: Zip): Promise<Book> {
  const root = await relations(zip, '')
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const sheets: { readonly relation: string; readonly shown: boolean }[] = []
  let from1904 = false
  const found = await readPart(zip, workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const state = attribute(attributes, 'state') ?? 'visible'
      sheets.push({ relation: attribute(attributes, 'id') ?? '', shown: state === 'visible' })
    },
  })
  const parts = await relations(zip, workbook)
  const first = sheets.find(({ shown }) => shown) ?? sheets[0]
  const sheet = parts.find(({ id }) => id === first?.relation)?.target
  if (!found || sheet === undefined) throw new Error('no workbook')
  const partOf = (type: string): string => parts.find((part) => part.type === type)?.target ?? ''
  return {
    sheet,
    texts: await sharedTexts(zip, partOf('sharedStrings')),
    isDate: await dateStyles(zip, partOf('styles')),
    from1904,
  }
}

interface Relation {
  readonly id: string
  /** The last word of its type. */
  readonly type: string
  readonly target: string
}

/** What a part refers to (`_rels/<name>.rels` beside it). */
async function relations(zip: Zip, part: string): Promise<readonly Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const [folder, name] = [part.slice(0, slash), part.slice(slash)]
  const all: Relation[] = []
  await readPart(zip, `${folder}_rels/${name}.rels`, {
    open(element, attributes) {
      if (element !== 'Relationship') return
      const target = attribute(attributes, 'Target') ?? ''
      all.push({
        id: attribute(attributes, 'Id') ?? '',
        type: attribute(attributes, 'Type')?.split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : folder + target,
      })
    },
  })
  return all
}

async function sharedTexts(zip: Zip, part: string): Promise<readonly string[]> {
  const texts: string[] = []
  let length = 0
  let text = ''
  let inText = false
  let inReading = false
  await readPart(zip, part, {
    open(name) {
      if (name === 'si') text = ''
      // How it is read aloud stands beside what it is.
      if (name === 'rPh') inReading = true
      inText = name === 't' && !inReading
    },
    text(piece) {
      if (inText) text += piece
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') inReading = false
      if (name !== 'si') return
      length += text.length
      if (length > MOST_TEXT) throw new Error('too much text')
      texts.push(unescapedControls(text))
    },
  })
  return texts
}

async function dateStyles(zip: Zip, part: string): Promise<Book['isDate']> {
  const dates = new Set(DATE_FORMATS)
  const formats: number[] = []
  let inCells = false
  await readPart(zip, part, {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true
      const format = Number(attribute(attributes, 'numFmtId') ?? 0)
      if (name === 'numFmt' && showsDate(attribute(attributes, 'formatCode') ?? '')) dates.add(format)
      if (name === 'xf' && inCells) formats.push(format)
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return (style) => dates.has(formats[style] ?? 0)
}

/** A format with days, months, years, hours or seconds outside of its quotes, colours and conditions. */
const showsDate = (code: string): boolean =>
  /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[_*]./gi, ''))
