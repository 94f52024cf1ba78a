import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import { NO_OPTIONS, type Run, type RunState, type StateCounts } from '#shared/model/run.ts'
import { Activity } from './activity.ts'

const run = (id: string, state: RunState, counts: Partial<StateCounts>): Run => ({
  id,
  connectionId: 'c',
  workflowId: 'w',
  createdAt: 0,
  endedAt: null,
  state,
  pausedBy: null,
  options: NO_OPTIONS,
  retryOf: null,
  unwatched: 0,
  total: 10,
  counts: { ...(Object.fromEntries(JOB_STATES.map((each) => [each, 0])) as StateCounts), ...counts },
})

// Would catch: a computer that falls asleep in the middle of a run, or is kept awake by a paused one for ever.
test('something goes on as long as a run has jobs that wait for their turn or run', () => {
  const told: boolean[] = []
  const activity = new Activity((active) => told.push(active))
  activity.note(run('a', 'running', { ready: 3, uploading: 1, started: 2 }))
  activity.note(run('b', 'paused', { ready: 900, started: 1 }))
  expect(activity.going).toEqual({ waiting: 4, running: 3 })
  activity.note(run('a', 'done', { finished: 6 }))
  expect([activity.active, activity.going]).toEqual([true, { waiting: 0, running: 1 }])
  activity.note(run('b', 'paused', { ready: 900, finished: 1 }))
  expect(told).toEqual([true, false])
  expect(activity.going).toEqual({ waiting: 0, running: 0 })
})
