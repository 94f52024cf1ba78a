import { expect, test } from 'vitest'
import ocr from '#shared/fixtures/processing.ocr.partial.json' with { type: 'json' }
import caption from '#shared/fixtures/task.caption.json' with { type: 'json' }
import blocks from '#shared/fixtures/task.ocr.blocks.unconfirmed.json' with { type: 'json' }
import finished from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import { buildTape } from '#shared/model/json/index.ts'
import { describeValues, parsePath, readPathValues } from '#shared/model/json-path/index.ts'
import { readResults } from '#shared/model/results/index.ts'
import { CAPTION_PATH, TEXT_PATH } from './known-paths.ts'

/** What the column shows of a result with these tasks. */
function cellOf(path: string, results: object): unknown {
  const parsed = parsePath(path)
  if (!parsed.ok) throw new Error('no path')
  const tape = buildTape(new TextEncoder().encode(JSON.stringify({ results })))
  return describeValues(readPathValues(tape, parsed.data))
}

const textOf = (value: object): string =>
  readResults({ ocr: value }).flatMap((task) => (task.kind === 'ocr' ? [task.text] : []))[0] ?? ''

// Would catch: a column that is empty where the card of the job shows a text, or that repeats it by areas, lines and words.
test('captions and recognised texts are found wherever a task holds them', () => {
  // The published answer is shortened: it lacks the whole text.
  for (const value of [{ ...ocr, text: textOf(ocr) }, blocks]) {
    expect(textOf(value)).not.toBe('')
    expect(cellOf(TEXT_PATH, { ocr_1: value })).toBe(textOf(value))
    expect(cellOf(TEXT_PATH, { ocr_1: { data: value } })).toBe(textOf(value))
  }
  expect(cellOf(CAPTION_PATH, { caption_1: { caption: 'a cat' } })).toBe('a cat')
  expect(cellOf(CAPTION_PATH, { a: { data: { caption: 'a cat' } }, b: { caption: 'a dog' } })).toBe(
    'a cat, a dog',
  )
  expect(cellOf(CAPTION_PATH, { caption_1: caption })).toBe(caption.data.caption)
  for (const path of [CAPTION_PATH, TEXT_PATH]) expect(cellOf(path, finished.results)).toBeNull()
})
