import '#main/storage/testing/electron-path.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { NO_DRAFT, packKeptLines, type KeptLine } from '#shared/model/kept-draft.ts'
import { openKeptDraft } from './draft.ts'

const line = (at: number): KeptLine => ({
  text: `https://example.com/${at}.jpg`,
  row: at,
  list: 'shop.csv',
  labels: { sku: `A-${at}` },
  ticked: false,
  asUrl: false,
})

function write(folder: string, content: object): void {
  writeFileSync(join(folder, 'draft.json'), JSON.stringify(content))
}

// Would catch: a prepared list that is gone after an update of the app.
test('a draft that an older version kept line by line comes back', () => {
  const folder = createScratchFolder(onTestFinished)
  const lines = Array.from({ length: 1500 }, (_, at) => line(at))
  write(folder, { version: 1, ...NO_DRAFT, lines, typed: 'half a han' })
  const draft = openKeptDraft(folder)
  expect(draft.get()).toEqual({ ...NO_DRAFT, lines: packKeptLines(lines), typed: 'half a han' })
  expect(draft.notice).toBeNull()
})

// Would catch: a damaged line that reaches the page, which trusts what main gives it.
test.each([['no JSON'], ['{"text":"no list"}'], [packKeptLines([{ text: 1 }])[0] ?? '']])(
  'a draft that holds %j is set aside',
  (portion) => {
    const folder = createScratchFolder(onTestFinished)
    write(folder, { version: 2, ...NO_DRAFT, lines: [portion] })
    const draft = openKeptDraft(folder)
    expect(draft.get()).toEqual(NO_DRAFT)
    expect(draft.notice?.code).toBe('settings.unreadable')
  },
)

// Would catch: 20,000 lines written as objects, which held main up for a third of a second at every change.
test('lines are written as they come: packed', () => {
  const folder = createScratchFolder(onTestFinished)
  const lines = packKeptLines([line(1), line(2)])
  expect(openKeptDraft(folder).set({ ...NO_DRAFT, lines }).ok).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'draft.json'), 'utf8'))).toMatchObject({ version: 2, lines })
  expect(openKeptDraft(folder).get().lines).toEqual(lines)
})
