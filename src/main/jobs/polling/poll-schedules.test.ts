import { expect, test } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import { PollSchedules } from './poll-schedules.ts'

// Would catch: one read that failed, after which no job of the workflow was polled until the next start.
test('a read of the journal that fails stops no workflow’s polling', async () => {
  const durations = () => Promise.reject(new JournalError(appError('journal.unwritable', { reason: 'x' })))
  const schedules = new PollSchedules({ durations } as unknown as JournalReader, () => 0.5)
  const workflow = { connectionId: 'c', workflowId: 'w' }
  const schedule = await schedules.find(workflow)
  expect(schedule.waitMs(0, 0, false)).toBeGreaterThan(0)
  schedules.learn(workflow, 5000)
  expect(schedules.find(workflow)).toBe(schedule)
})
