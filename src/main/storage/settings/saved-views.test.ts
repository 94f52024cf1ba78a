import '#main/storage/testing/electron-path.ts'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { SavedView } from '#shared/model/saved-view.ts'
import { openSavedViews } from './saved-views.ts'

const view = (id: string, more: Partial<SavedView> = {}): SavedView => ({
  id,
  name: `View ${id}`,
  query: 'tag:"fire arm">=60 💥 ‮x',
  order: 'newest',
  columns: [{ column: { kind: 'label', name: 'sku' } }],
  sort: { column: { kind: 'label', name: 'sku' }, direction: 'desc' },
  ...more,
})

// Would catch: views that are gone, or in another order, after a restart.
test('views are there for the next start, in their order, two of one name as well', () => {
  const folder = createScratchFolder(onTestFinished)
  const views = [view('b'), view('a', { name: 'View b', connectionId: 'c', runId: 'r' })]
  expect(openSavedViews(folder).keep(views)).toEqual({ ok: true, data: null })
  const next = openSavedViews(folder)
  expect(next.list()).toEqual(views)
  expect(next.notice).toBeNull()
})

// Would catch: one view that somebody wrote by hand and that takes all others with it, or the start.
test('of a file with views that are none, the others are kept, and the file is set aside', () => {
  const folder = createScratchFolder(onTestFinished)
  const written = {
    version: 1,
    views: [view('a'), { id: 'x' }, null, view('b', { query: 'x'.repeat(20_000) }), view('c'), view('a')],
  }
  writeFileSync(join(folder, 'views.json'), JSON.stringify(written))
  const store = openSavedViews(folder)
  expect(store.list().map(({ id }) => id)).toEqual(['a', 'c'])
  expect(store.notice?.code).toBe('settings.unreadable')
  const [aside = ''] = readdirSync(folder).filter((name) => name.includes('unreadable'))
  expect(JSON.parse(readFileSync(join(folder, aside), 'utf8'))).toEqual(written)
  expect(
    openSavedViews(folder)
      .list()
      .map(({ id }) => id),
  ).toEqual(['a', 'c'])
})

test.each(['', 'no json', '[]', '{"version":1,"views":{}}', '{"version":"1"}'])(
  'a file with %j does not hold up the start',
  (content) => {
    const folder = createScratchFolder(onTestFinished)
    writeFileSync(join(folder, 'views.json'), content)
    const store = openSavedViews(folder)
    expect(store.list()).toEqual([])
    expect(store.keep([view('a')]).ok).toBe(true)
    expect(openSavedViews(folder).list()).toEqual([view('a')])
  },
)
