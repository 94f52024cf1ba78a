import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { makeFolderPrivate } from './private-folder.ts'

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

// Would catch: other people of the computer who read the history, the ciphertexts or the results.
test('a data folder is made for the person alone, and one that is there is closed', () => {
  const folder = join(createScratchFolder(onTestFinished), 'new')
  expect(makeFolderPrivate(folder)).toEqual([])
  expect(mode(folder)).toBe('700')
  mkdirSync(join(folder, 'bodies'), { mode: 0o755 })
  writeFileSync(join(folder, 'journal.db'), '', { mode: 0o644 })
  writeFileSync(join(folder, 'connections.json'), '', { mode: 0o664 })
  chmodSync(folder, 0o755)
  makeFolderPrivate(folder)
  expect(['', 'bodies', 'journal.db', 'connections.json'].map((name) => mode(join(folder, name)))).toEqual([
    '700',
    '700',
    '600',
    '600',
  ])
})

// Would catch: `--data-dir /tmp`, which would take the folder away from everybody else.
test('a folder of other things is left as open as it was', () => {
  const folder = createScratchFolder(onTestFinished)
  writeFileSync(join(folder, 'letter.txt'), '')
  chmodSync(folder, 0o755)
  makeFolderPrivate(folder)
  expect(mode(folder)).toBe('755')
})

// Would catch: results and settings written to where a link leads, or a foreign file read as ours.
test('a link in the place of one of our files is set aside, and what it names is untouched', () => {
  const scratch = createScratchFolder(onTestFinished)
  const [folder, elsewhere] = [join(scratch, 'data'), join(scratch, 'elsewhere')]
  mkdirSync(folder)
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'foreign.json'), 'foreign', { mode: 0o644 })
  symlinkSync(join(elsewhere, 'foreign.json'), join(folder, 'connections.json'))
  symlinkSync(elsewhere, join(folder, 'bodies'))
  symlinkSync('nowhere', join(folder, 'logs'))
  // The browser's own.
  symlinkSync('host-1', join(folder, 'SingletonLock'))
  const notices = makeFolderPrivate(folder, Date.UTC(2026, 0, 2, 3, 4, 5))
  expect(notices.map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 'journal.linkSetAside'))
  expect(readdirSync(folder).toSorted()).toEqual([
    'SingletonLock',
    'link-2026-01-02T03-04-05-bodies',
    'link-2026-01-02T03-04-05-connections.json',
    'link-2026-01-02T03-04-05-logs',
  ])
  expect(readFileSync(join(elsewhere, 'foreign.json'), 'utf8')).toBe('foreign')
  expect(mode(join(elsewhere, 'foreign.json'))).toBe('644')
  expect(lstatSync(join(folder, 'link-2026-01-02T03-04-05-bodies')).isSymbolicLink()).toBe(true)
  expect(makeFolderPrivate(folder)).toEqual([])
})

// Would catch: results that are written to where a link leads, and a log that is added to a file of somebody else.
test('a link within one of our folders is set aside, once, and what it names is untouched', () => {
  const scratch = createScratchFolder(onTestFinished)
  const [folder, elsewhere] = [join(scratch, 'data'), join(scratch, 'elsewhere')]
  for (const name of ['bodies/cd', 'logs']) mkdirSync(join(folder, name), { recursive: true })
  mkdirSync(elsewhere)
  writeFileSync(join(folder, 'bodies/cd/cdef'), 'kept')
  writeFileSync(join(elsewhere, 'diary.txt'), 'foreign', { mode: 0o644 })
  symlinkSync(elsewhere, join(folder, 'bodies', 'ab'))
  symlinkSync(join(elsewhere, 'diary.txt'), join(folder, 'logs', 'main.log'))
  const notices = makeFolderPrivate(folder, Date.UTC(2026, 0, 2, 3, 4, 5))
  expect(notices.map(({ code }) => code)).toEqual(['journal.linkSetAside', 'journal.linkSetAside'])
  expect(readdirSync(folder).toSorted()).toEqual([
    'bodies',
    'link-2026-01-02T03-04-05-bodies-ab',
    'link-2026-01-02T03-04-05-logs-main.log',
    'logs',
  ])
  expect(readFileSync(join(folder, 'bodies/cd/cdef'), 'utf8')).toBe('kept')
  expect([readdirSync(elsewhere), mode(join(elsewhere, 'diary.txt'))]).toEqual([['diary.txt'], '644'])
  expect(makeFolderPrivate(folder)).toEqual([])
})

// Would catch: a start that fails because the folder cannot be changed; opening it says why, in words.
test('a folder that cannot be made is said later, by what opens it', () => {
  const file = join(createScratchFolder(onTestFinished), 'file')
  writeFileSync(file, '')
  expect(makeFolderPrivate(join(file, 'data'))).toEqual([])
  expect(existsSync(join(file, 'data'))).toBe(false)
})
