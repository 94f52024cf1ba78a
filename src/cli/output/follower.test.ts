import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS, type Run, type StateCounts } from '#shared/model/run.ts'
import { createFollower } from './follower.ts'
import { createOutput } from './output.ts'

const none = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as StateCounts

// Would catch: a job that may have started, or whose result is gone, shown as one that failed.
test('the progress tells failed, may have started and result gone apart', async () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 200 })
  const output = createOutput({ stdout: new PassThrough(), stderr, redact: (said) => said })
  const follower = createFollower({ output, json: false, now: () => 61_000 })
  const run: Run = {
    id: 'run',
    connectionId: 'connection',
    workflowId: 'workflow',
    createdAt: 0,
    endedAt: null,
    state: 'done',
    pausedBy: null,
    options: DEFAULT_RUN_OPTIONS,
    retryOf: null,
    unwatched: 0,
    unanswered: 0,
    name: null,
    verdicts: { flagged: 0, clear: 0 },
    total: 12,
    counts: { ...none, finished: 2, failed: 1, rejected: 2, unknown: 3, expired: 4 },
  }
  await follower.waitForEnd([run])
  stderr.end()
  expect(await text(stderr)).toContain('12 of 12 jobs · 3 failed · 3 may have started · 4 result gone · ')
})
