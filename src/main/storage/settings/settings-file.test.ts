import '#main/storage/testing/electron-path.ts'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { openSettingsFile, type SettingsFileFormat } from './settings-file.ts'
import { openSettings } from './settings.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { openWorkflows } from './workflows.ts'

interface Shelf {
  readonly version: number
  readonly books: readonly string[]
}

/** A file whose third version is the newest: 1 had one book, 2 a text of several. */
const kind: SettingsFileFormat<Shelf> = {
  name: 'shelf',
  schema: z.object({ version: z.literal(3), books: z.array(z.string()) }),
  initial: { version: 3, books: [] },
  migrations: [
    ({ book }) => ({ books: `${String(book)}, another` }),
    ({ books }) => ({ books: Array.isArray(books) ? books : String(books).split(', ') }),
  ],
}
const NOON = Date.UTC(2026, 10, 24, 12)
const open = (folder: string) => openSettingsFile(folder, kind, () => NOON)

// Would catch: a setting that is lost with the process, or a file that others on the computer can read.
test('what is written is there for the next start, for this user only', () => {
  const folder = createScratchFolder(onTestFinished)
  const file = open(folder)
  expect(file.read()).toEqual({ version: 3, books: [] })
  expect(file.write({ version: 3, books: ['a.b', 'c'] })).toEqual({ ok: true, data: null })
  expect(open(folder).read()).toEqual({ version: 3, books: ['a.b', 'c'] })
  expect(statSync(join(folder, 'shelf.json')).mode & 0o077).toBe(0)
})

// Would catch: a step that is left out, or done twice, when an older file is opened.
test.each([
  [{ version: 1, book: 'x' }, ['x', 'another']],
  [{ version: 2, books: 'x, y' }, ['x', 'y']],
  [{ version: 3, books: ['x'] }, ['x']],
])('the file %j is brought to the newest version', (older, books) => {
  const folder = createScratchFolder(onTestFinished)
  writeFileSync(join(folder, 'shelf.json'), JSON.stringify(older))
  const file = open(folder)
  expect(file.read().books).toEqual(books)
  expect(file.notice).toBeNull()
})

// Would catch: connections and settings of a newer version set aside, and gone for it when it is opened again.
test.each([
  ['{"version":9,"books":["a"],"pages":{}}', ['a']],
  ['{"version":9,"books":{"a":1}}', []],
])('a newer file holding %j is read as far as it is understood, and never changed', (text, books) => {
  const folder = createScratchFolder(onTestFinished)
  writeFileSync(join(folder, 'shelf.json'), text)
  const file = open(folder)
  expect(file.read().books).toEqual(books)
  expect(file.notice?.code).toBe('settings.newer')
  expect(file.write({ version: 3, books: ['mine'] })).toMatchObject({
    ok: false,
    error: { code: 'settings.newer' },
  })
  expect(readFileSync(join(folder, 'shelf.json'), 'utf8')).toBe(text)
  expect(readdirSync(folder)).toEqual(['shelf.json'])
})

// Would catch: a start that a damaged file blocks, or that throws the file away.
test.each([
  '',
  '{"version":3,"books":[',
  '{"version":3,"books":7}',
  '{"version":"9","books":[]}',
  '{"books":[]}',
])('a file holding %j is set aside under a dated name, and told', (text) => {
  const folder = createScratchFolder(onTestFinished)
  writeFileSync(join(folder, 'shelf.json'), text)
  const file = open(folder)
  expect(file.read()).toEqual(kind.initial)
  expect(file.notice?.code).toBe('settings.unreadable')
  const kept = 'shelf.unreadable-2026-11-24T12-00-00.json'
  expect(file.notice?.message).toContain(kept)
  expect(readFileSync(join(folder, kept), 'utf8')).toBe(text)
  expect(file.write({ version: 3, books: ['new'] }).ok).toBe(true)
  expect(open(folder).read().books).toEqual(['new'])
})

// Would catch: a change that is shown though it never reached the disk.
test('what cannot be written is said, and does not count', () => {
  const folder = createScratchFolder(onTestFinished)
  const file = open(folder)
  file.write({ version: 3, books: ['kept'] })
  // A folder stands where the file should: not even root can write it.
  rmSync(join(folder, 'shelf.json'))
  mkdirSync(join(folder, 'shelf.json/in the way'), { recursive: true })
  const written = file.write({ version: 3, books: ['lost'] })
  expect(written).toMatchObject({ ok: false, error: { code: 'settings.unwritable' } })
  expect(file.read().books).toEqual(['kept'])
})

// Would catch: one setting that resets the others.
test('settings change one by one and last', () => {
  const folder = createScratchFolder(onTestFinished)
  const settings = openSettings(folder)
  const fresh = settings.get()
  expect(fresh).toMatchObject({ theme: 'system', panelWidth: 440, resumeWaiting: 'auto', knownFiles: 'ask' })
  settings.set({ theme: 'dark' })
  settings.set({ panelWidth: 500, theme: undefined, uploadFiles: 5 })
  expect(openSettings(folder).get()).toEqual({ ...fresh, theme: 'dark', panelWidth: 500, uploadFiles: 5 })
})

// Would catch: an update after which everything a person had chosen is set aside.
test('settings of the first version are kept, what is new has its usual value', () => {
  const folder = createScratchFolder(onTestFinished)
  const first = { version: 1, theme: 'dark', panelWidth: 500, resumeWaiting: 'leave' }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(first))
  const settings = openSettings(folder)
  expect(settings.notice).toBeNull()
  expect(settings.get()).toMatchObject({
    theme: 'dark',
    resumeWaiting: 'leave',
    uploadFiles: 3,
    uploadParts: 6,
  })
})

// Would catch: a setting that came later and sets a file without it aside.
test('a file without a later setting is kept', () => {
  const folder = createScratchFolder(onTestFinished)
  const { facetsShown, ...earlier } = openSettings(folder).get()
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...earlier, theme: 'dark', version: 3 }))
  const settings = openSettings(folder)
  expect(settings.notice).toBeNull()
  expect(settings.get()).toMatchObject({ theme: 'dark', facetsShown })
})

// Would catch: a choice that is lost when its setting gets another name.
test('the setting to keep output files survives its new name', () => {
  const folder = createScratchFolder(onTestFinished)
  const { keepOutputFiles: _, ...rest } = openSettings(folder).get()
  const second = { ...rest, version: 2, keepProducedFiles: true }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(second))
  const settings = openSettings(folder)
  expect(settings.notice).toBeNull()
  expect(settings.get().keepOutputFiles).toBe(true)
})

// Would catch: a name that comes back after it was removed, one connection's names in another, a wrong order.
test('workflows belong to their connection, the last used first', () => {
  const folder = createScratchFolder(onTestFinished)
  const initial = [
    { connectionId: 'sandbox', id: 'w1', name: 'Tagging' },
    { connectionId: 'sandbox', id: 'w2', name: 'Moderation' },
  ]
  const workflows = openWorkflows(folder, initial)
  expect(workflows.list('sandbox').map(({ name }) => name)).toEqual(['Tagging', 'Moderation'])
  workflows.used('sandbox', 'w2', 4)
  expect(workflows.list('sandbox').map(({ name }) => name)).toEqual(['Moderation', 'Tagging'])
  workflows.save({ connectionId: 'mine', id: 'w1', name: 'Mine' })
  workflows.used('sandbox', 'w1', 5)
  workflows.used('sandbox', 'unnamed', 6)
  workflows.save({ connectionId: 'sandbox', id: 'w1', name: 'Tags' })
  workflows.remove('sandbox', 'w2')
  const again = openWorkflows(folder, initial)
  expect(again.list('sandbox')).toMatchObject([
    { connectionId: 'sandbox', id: 'w1', name: 'Tags', lastUsedAt: 5 },
  ])
  expect(again.list('mine').map(({ name }) => name)).toEqual(['Mine'])
  again.removeAll('mine')
  expect(again.list('mine')).toEqual([])
})

// Would catch: the names of all workflows lost with an update that lets people write notes.
test('workflows of a file from before notes are kept', () => {
  const folder = createScratchFolder(onTestFinished)
  const old = { connectionId: 'mine', id: 'w1', name: 'Mine', lastUsedAt: 5 }
  writeFileSync(join(folder, 'workflows.json'), JSON.stringify({ version: 1, workflows: [old] }))
  const workflows = openWorkflows(folder, [])
  expect(workflows.notice).toBeNull()
  expect(workflows.list('mine')).toEqual([{ ...old, note: null, taskNames: {}, seenChangeAt: null }])
})
