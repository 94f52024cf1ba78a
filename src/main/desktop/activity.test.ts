import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS, type Run, type RunState, type StateCounts } from '#shared/model/run.ts'
import { Activity } from './activity.ts'

const run = (id: string, state: RunState, counts: Partial<StateCounts>): Run => ({
  id,
  connectionId: 'c',
  workflowId: 'w',
  createdAt: 0,
  endedAt: null,
  state,
  pausedBy: null,
  options: DEFAULT_RUN_OPTIONS,
  retryOf: null,
  unwatched: 0,
  unanswered: 0,
  name: null,
  verdicts: { flagged: 0, clear: 0 },
  total: 10,
  counts: { ...(Object.fromEntries(JOB_STATES.map((each) => [each, 0])) as StateCounts), ...counts },
})

// Would catch: a computer that falls asleep in the middle of a run, or is kept awake by a paused one for ever.
test('something goes on as long as a run has jobs that wait for their turn or run', () => {
  const notified: boolean[] = []
  const activity = new Activity((active) => notified.push(active))
  activity.update(run('a', 'running', { ready: 3, uploading: 1, started: 2 }))
  activity.update(run('b', 'paused', { ready: 900, started: 1 }))
  expect(activity.counts).toEqual({ waiting: 4, running: 3 })
  activity.update(run('a', 'done', { finished: 6 }))
  expect([activity.isActive, activity.counts]).toEqual([true, { waiting: 0, running: 1 }])
  activity.update(run('b', 'paused', { ready: 900, finished: 1 }))
  expect(notified).toEqual([true, false])
  expect(activity.counts).toEqual({ waiting: 0, running: 0 })
})
