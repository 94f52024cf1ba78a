import { beforeAll, expect, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'

const TAGGING = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1102'
const SOURCES = ['Q3pVxN7ySdGh2kLmT8Zw', 'Q3pVxN7ySdGh2kLmT8Za', 'Q3pVxN7ySdGh2kLmT8Zb'].map(
  (handle) => ({ kind: 'handle', handle }) as const,
)

let harness: Awaited<ReturnType<typeof startHarness>>
const cleaning: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  harness = await startHarness((clean) => cleaning.push(clean))
  return async () => {
    for (const clean of cleaning.toReversed()) await clean()
  }
}, 60_000)

// Would catch: a query whose names are taken for ids, one half understood that runs everything, a cause as shown on
// screen that fits no job.
test('jobs are run again by a query, and by the cause that the screen shows', async () => {
  await harness.must('workflows.save', { connectionId: SANDBOX_ID, id: TAGGING, name: 'Tags of ours' })
  harness.sandbox.setFaults('403@run:2')
  const jobs = await harness.run(TAGGING, SOURCES)
  harness.sandbox.setFaults('')
  expect(jobs.filter(({ state }) => state === 'rejected')).toHaveLength(2)
  const runId = jobs[0]?.runId ?? ''
  const [group] = await harness.must('runs.failures', { runId })
  if (group === undefined) throw new Error('no failures')
  const { code, message } = group.error

  const byQuery = (query: string) => ({
    from: { kind: 'query', connectionId: SANDBOX_ID, query } as const,
    includeUnknown: false,
  })
  expect(await harness.must('runs.rerunPreview', byQuery('workflow:"tags of ours" state:refused'))).toEqual({
    jobs: 2,
    runs: 1,
    unknown: 0,
    open: 0,
    unclear: 0,
    elsewhere: 0,
    workflowIds: [TAGGING],
    connectionIds: [SANDBOX_ID],
    again: null,
  })
  expect(await harness.must('runs.rerunPreview', byQuery('workflow:nothing'))).toMatchObject({ jobs: 0 })
  expect(await harness.ask('runs.rerun', byQuery('state:nonsense'))).toMatchObject({
    ok: false,
    error: { code: 'query.invalid' },
  })

  const from = { kind: 'run', runId, cause: { code, message } } as const
  const [again] = await harness.must('runs.rerun', { from, includeUnknown: false })
  expect(again).toMatchObject({ total: 2, retryOf: runId, workflowId: TAGGING })
  const made = await harness.ended(again?.id ?? '')
  expect(made.map(({ state }) => state)).toEqual(['finished', 'finished'])
  const none = { ...from, cause: { code, message: 'something else' } }
  expect(await harness.ask('runs.rerun', { from: none, includeUnknown: false })).toMatchObject({
    ok: false,
    error: { code: 'run.nothingAgain' },
  })
})

// Would catch: figures of another run, billed starts that miss the ones just made, a gauge without its connection.
test('the figures of a run, the billed starts and the rate of its connection are right', async () => {
  const before = await harness.must('runs.billedStarts', { connectionId: SANDBOX_ID })
  const [job] = await harness.run(TAGGING, SOURCES.slice(0, 1))
  const figures = await harness.must('runs.figures', { runId: job?.runId ?? '' })
  expect(figures).toMatchObject({ polls: job?.polls, medianMs: job?.durationMs, slowNow: 0 })
  expect(figures.slowest).toEqual([{ jobId: job?.id, durationMs: job?.durationMs }])
  const after = await harness.must('runs.billedStarts', { connectionId: SANDBOX_ID })
  expect(after.today.accepted).toBe(before.today.accepted + 1)
  expect(after.month.accepted).toBe(before.month.accepted + 1)
  expect(await harness.must('runs.rateStatuses', undefined)).toMatchObject([
    { connectionId: SANDBOX_ID, closedUntil: null },
  ])
})
