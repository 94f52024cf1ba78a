import { expect, onTestFinished, test } from 'vitest'
import {
  createScratchFolder,
  journalWorkers,
  newRun,
  openTestJournal,
} from '#main/storage/testing/journals.ts'
import { openReader } from './open-reader.ts'

const SEARCHES = 200

// Would catch: the engine's own reads behind a search on the screen (318 ms with one reader for both).
test('what the engine reads does not wait for searches on the screen', async () => {
  const folder = createScratchFolder(onTestFinished)
  const journal = await openTestJournal(folder, onTestFinished)
  const screen = await openReader({ folder, spawn: journalWorkers() })
  onTestFinished(() => screen.close())
  const run = newRun(2_000)
  await journal.writer.createRun(run)

  let searching = SEARCHES
  const searches = Array.from({ length: SEARCHES }, async () => {
    await screen.reader.page({ text: 'handle1999' }, null, 10)
    searching -= 1
  })
  expect(await journal.reader.run(run.id)).toMatchObject({ total: 2_000 })
  expect(searching).toBeGreaterThan(0)
  await Promise.all(searches)
  expect((await screen.reader.page({ text: 'handle1999' }, null, 10)).jobs).toHaveLength(1)
})
