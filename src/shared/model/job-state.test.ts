import { expect, test } from 'vitest'
import { isEnd, isOpen, isWaiting, mayMove, mayRunAgain } from './job-state.ts'
import { JOB_STATES, type JobState } from './job.ts'

// The picture of docs/engine.md once more, written down apart from the code: from, to.
const TABLE: readonly (readonly [JobState, JobState])[] = [
  ['queued', 'uploading'],
  ['queued', 'ready'],
  ['uploading', 'ready'],
  ['uploading', 'failed'],
  ['failed', 'queued'],
  ['ready', 'sending'],
  ['sending', 'started'],
  ['sending', 'ready'],
  ['sending', 'rejected'],
  ['rejected', 'queued'],
  ['sending', 'unknown'],
  ['unknown', 'started'],
  ['started', 'finished'],
  ['started', 'failed'],
  ['started', 'expired'],
  ['expired', 'started'],
  ['queued', 'stopped'],
  ['uploading', 'stopped'],
  ['ready', 'stopped'],
  ['stopped', 'queued'],
]
const allowed = (from: JobState, to: JobState): boolean => TABLE.some(([a, b]) => a === from && b === to)

// Would catch: a transition too many (a job sent twice, a result overwritten) or one that is missing (a job stuck).
test.each(JOB_STATES.flatMap((from) => JOB_STATES.map((to) => [from, to] as const)))(
  '%s → %s is as the table says',
  (from, to) => {
    expect(mayMove({ state: from, remoteJobId: null }, to)).toBe(allowed(from, to))
  },
)

// Would catch: "Try again" on a job whose workflow failed, which would bill the same job twice.
test.each(JOB_STATES)('a job with a job id never goes from %s back to the queue', (state) => {
  expect(mayMove({ state, remoteJobId: 'remote' }, 'queued')).toBe(false)
})

// Would catch: any chain of transitions that leads from an accepted or possibly accepted job back to sending.
test('from started and unknown no way leads back to sending', () => {
  for (const first of ['started', 'unknown'] as const) {
    const reached = new Set<JobState>([first])
    for (const state of reached) {
      for (const to of JOB_STATES) if (mayMove({ state, remoteJobId: 'remote' }, to)) reached.add(to)
    }
    expect(reached.has('ready')).toBe(false)
    expect(reached.has('sending')).toBe(false)
  }
})

// Would catch: a state in no group or in two, i.e. a run that never ends or ends too early.
test('every state is open, ended, or unknown', () => {
  for (const state of JOB_STATES) {
    expect([isOpen(state), isEnd(state), state === 'unknown'].filter(Boolean)).toHaveLength(1)
    expect(mayRunAgain(state)).toBe(!isOpen(state))
  }
  expect(JOB_STATES.filter(isWaiting)).toEqual(['queued', 'uploading', 'ready'])
  expect(JOB_STATES.filter(isEnd)).toEqual(['finished', 'failed', 'rejected', 'stopped', 'expired'])
})
