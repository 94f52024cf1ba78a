import type { BoxedText, Point, TextArea, TextLine } from './task.ts'
import { field, isFields, list, number, text, type Fields } from './value.ts'

interface RecognisedText {
  readonly text: string
  readonly areas: readonly TextArea[]
  readonly confidence?: number
}

/** Text that comes as `{text, confidence, blocks[]}`: a form that other descriptions of the service have, unconfirmed. */
export function readTextBlocks(value: Fields): RecognisedText | null {
  const whole = text(field(value, 'text'))
  const blocks = field(value, 'blocks')
  if (whole === null || !Array.isArray(blocks)) return null
  const confidence = number(field(value, 'confidence'))
  const areas = list(blocks).filter(isFields).map(area)
  return { text: whole, areas, ...(confidence !== null && { confidence }) }
}

/** The text areas of an OCR value (`document.text_areas`, also without `document`), and the whole text; else null. */
export function readOcr(value: Fields): RecognisedText | null {
  const inner = field(value, 'document')
  const document = isFields(inner) ? inner : value
  const found = field(document, 'text_areas')
  if (!Array.isArray(found)) return null
  const areas = list(found).filter(isFields).map(area)
  const whole = text(field(value, 'text')) ?? text(field(document, 'text'))
  return { text: whole ?? joined(areas, '\n'), areas }
}

function area(value: Fields): TextArea {
  const lines = list(field(value, 'lines')).filter(isFields).map(line)
  return { ...boxed(value, joined(lines, '\n')), lines }
}

function line(value: Fields): TextLine {
  const words = list(field(value, 'words'))
    .filter(isFields)
    .map((word) => boxed(word, ''))
  return { ...boxed(value, joined(words, ' ')), words }
}

function boxed(value: Fields, otherwise: string): BoxedText {
  return { text: text(field(value, 'text')) ?? otherwise, box: readBox(field(value, 'bounding_box')) }
}

function readBox(value: unknown): readonly Point[] {
  const points = list(value).map(point)
  return points.every((corner) => corner !== null) ? points : []
}

/** A point as `{x, y}`; null when it is none. */
export function point(value: unknown): Point | null {
  if (!isFields(value)) return null
  const x = number(field(value, 'x'))
  const y = number(field(value, 'y'))
  return x === null || y === null ? null : { x, y }
}

function joined(parts: readonly BoxedText[], separator: string): string {
  return parts.map((part) => part.text).join(separator)
}
