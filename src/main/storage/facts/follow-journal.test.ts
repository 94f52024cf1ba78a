import { mkdirSync, rmdirSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#main/lib/system-clock.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import { derivedFile } from './facts-files.ts'
import { followJournal } from './follow-journal.ts'
import { openArchivedHistory, readDerived, toAnswer } from './testing/archived-history.ts'

function following(folder: string) {
  const told: FactsProgress[] = []
  const failures: AppError[] = []
  const waiting = new Set<() => void>()
  const tell = (): void => waiting.forEach((check) => check())
  const { follow, close, progress } = followJournal({
    folder,
    spawn: () => new Worker(findThread(import.meta.resolve('./facts.worker.ts'))),
    clock: systemClock,
    onProgress: (now) => {
      told.push(now)
      tell()
    },
    onFailure: (error) => {
      failures.push(error)
      tell()
    },
    onBug: (cause) => {
      throw cause
    },
  })
  onTestFinished(close)
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  return { follow, progress, told, failures, until }
}

const TAGGED = toAnswer({ tags_1: { tags: { auto: { cat: 5 } } } })

// Would catch: the results of an earlier version that are never read, in steps of which nobody hears, or results that come later.
test('an older journal is brought along with progress, and new results as they come', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { archive, db } = openArchivedHistory(folder, onTestFinished)
  db.exec('BEGIN')
  for (let job = 0; job < 450; job += 1) archive(TAGGED)
  db.exec('COMMIT')
  const { follow, progress, told, until } = following(folder)
  expect(progress()).toBeNull()
  follow()
  await until(() => told.at(-1)?.read === 450)
  expect(told.length).toBeGreaterThan(2)
  expect(told.every(({ total, hasWords }) => total === 450 && hasWords)).toBe(true)
  archive(TAGGED)
  follow()
  await until(() => told.at(-1)?.read === 451)
  expect(progress()).toEqual({ read: 451, total: 451, hasWords: true, paths: [] })
  expect(readDerived(folder, ['cat'])).toHaveLength(451 * 2 + 3 + 1)
})

// Would catch: a file that cannot be written, told with every result or not at all, or never tried again.
test('a file that cannot be made is told once, and made as soon as it can be', async () => {
  const folder = createScratchFolder(onTestFinished)
  openArchivedHistory(folder, onTestFinished).archive(TAGGED)
  // A folder in the place of the file.
  mkdirSync(derivedFile(folder, 'facts'))
  const { follow, failures, told, until } = following(folder)
  follow()
  await until(() => failures.length === 1)
  expect(failures[0]?.code).toBe('journal.unwritable')
  expect(told).toEqual([])
  rmdirSync(derivedFile(folder, 'facts'))
  follow()
  await until(() => told.at(-1)?.read === 1)
  expect(failures).toHaveLength(1)
})
