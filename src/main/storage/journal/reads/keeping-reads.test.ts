import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder, newJob, newRun, openTestJournal } from '#main/storage/testing/journals.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 10, 23, 15)

// Would catch: a window closed in the belief that there is time, while the oldest result is forgotten before the morning;
// results told as lost that are here, or that were lost long ago.
test('the results that are at the service only are counted, with the first deadline', async () => {
  const { writer, reader } = await openTestJournal(createScratchFolder(onTestFinished), onTestFinished, NOW)
  const jobs = Array.from({ length: 5 }, (_, place) => newJob(place, { state: 'ready' }))
  await writer.createRun(newRun(0, { jobs, createdAt: NOW }))
  expect(await reader.unkeptResults(NOW)).toEqual({ jobs: 0, forgottenAt: null })
  for (const [place, hoursAgo] of [2, 30, 40, 60].entries()) {
    const id = jobs[place]?.id ?? ''
    await writer.change({ id, from: 'ready', to: 'sending', patch: {} })
    const patch = { remoteJobId: `remote-${place}`, startedAt: NOW - hoursAgo * HOUR_MS }
    await writer.change({ id, from: 'sending', to: 'started', patch })
  }
  await writer.archive(
    { id: jobs[2]?.id ?? '', from: 'started', to: 'finished', patch: {} },
    Buffer.from('{}'),
  )
  const { jobs: running, forgottenAt } = await reader.unkeptResults(NOW)
  expect([running, forgottenAt]).toEqual([2, NOW + 18 * HOUR_MS])
})
