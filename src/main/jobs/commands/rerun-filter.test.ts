import { expect, test } from 'vitest'
import { sourceText } from '#shared/model/source.ts'
import { acceptedOf, again, preview } from '#main/jobs/testing/reruns.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'

const { common, fresh } = createSharedHarness()
const OTHER = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1102'

// Would catch: a filter that finds a failed job and its failed rerun, and sends, and bills, the same source twice.
test('of a job and its failed reruns a filter sends one', async () => {
  const harness = await common('403@run:2')
  const handle = 'Lineage0000000000001'
  const run = await harness.run([handle])
  await harness.done(run)
  const ofRun = { kind: 'run', runId: run.id, cause: null } as const
  const [second] = await again(harness, { from: ofRun, workflowId: null, includeUnknown: false })
  if (second === undefined) throw new Error('no run')
  await harness.done(second)
  harness.sandbox.setFaults('')
  const from = { kind: 'filter', filter: { text: handle.toLowerCase() } } as const
  const request = { from, workflowId: null, includeUnknown: false }
  expect((await harness.jobs()).filter(({ source }) => sourceText(source) === handle)).toHaveLength(2)
  expect(await preview(harness, request)).toMatchObject({ jobs: 1, runs: 1 })
  const before = acceptedOf(harness)
  const made = await again(harness, request)
  expect(made).toMatchObject([{ total: 1 }])
  for (const one of made) await harness.done(one)
  expect(acceptedOf(harness)).toBe(before + 1)
})

// Would catch: jobs that failed after the person was told a number, and are billed beyond it.
test('no more jobs are run again than the person was told; the others can be run afterwards', async () => {
  const harness = await common('failed:5')
  const run = await harness.run(fresh(5))
  await harness.done(run)
  harness.sandbox.setFaults('')
  const failed = (await harness.states(run)).failed ?? 0
  expect(failed).toBe(5)
  const request = {
    from: { kind: 'run', runId: run.id, cause: null },
    workflowId: null,
    includeUnknown: false,
  } as const
  const [told] = await again(harness, { ...request, most: 3 })
  if (told === undefined) throw new Error('no run')
  expect(told.total).toBe(3)
  await harness.done(told)
  expect(await preview(harness, request)).toMatchObject({ jobs: 2, again: { jobs: 3 } })
})

// Would catch: a failed job whose source was pasted anew and is done, and that is billed once more unasked.
test('jobs whose source another run has done since, or is doing, are left out until they are asked for', async () => {
  const harness = await common('failed:2')
  const sources = fresh(2)
  const failed = await harness.run(sources)
  await harness.done(failed)
  harness.sandbox.setFaults('')
  const request = {
    from: { kind: 'run', runId: failed.id, cause: null },
    workflowId: null,
    includeUnknown: false,
  } as const
  expect(await preview(harness, request)).toMatchObject({ jobs: 2, elsewhere: 0 })
  harness.clock.advance(1_000)
  const anew = await harness.run(sources.slice(0, 1))
  expect(await preview(harness, request)).toMatchObject({ jobs: 1, elsewhere: 1 })
  await harness.done(anew)
  expect(await preview(harness, request)).toMatchObject({ jobs: 1, elsewhere: 1 })
  expect(await preview(harness, { ...request, includeElsewhere: true })).toMatchObject({
    jobs: 2,
    elsewhere: 1,
  })
  // Its own result is no other job, and what was known when the job was made keeps nobody from running it again.
  const jobIds = (await harness.jobs(anew)).map(({ id }) => id)
  const own = { ...request, from: { kind: 'jobs', jobIds } } as const
  expect(await preview(harness, own)).toMatchObject({ jobs: 1, elsewhere: 0 })
  harness.sandbox.setFaults('failed:1')
  harness.clock.advance(1_000)
  const later = await harness.run(sources.slice(0, 1))
  await harness.done(later)
  const failedAgain = { ...request, from: { kind: 'run', runId: later.id, cause: null } } as const
  expect(await preview(harness, failedAgain)).toMatchObject({ jobs: 1, elsewhere: 0 })
  harness.sandbox.setFaults('')
  const made = await again(harness, request)
  expect(made).toMatchObject([{ total: 1 }])
  for (const run of made) await harness.done(run)
})

// Would catch: a batch that calls its failed jobs dealt with since they were run with another workflow, while its sheet says Failed.
test('what was run again with another workflow is not dealt with for its own, and the other way round', async () => {
  const harness = await common('403@run:2')
  const run = await harness.run(fresh(2))
  await harness.done(run)
  harness.sandbox.setFaults('')
  const own = {
    from: { kind: 'run', runId: run.id, cause: null },
    workflowId: null,
    includeUnknown: false,
  } as const
  const [made] = await again(harness, { ...own, workflowId: OTHER })
  if (made === undefined) throw new Error('no run')
  await harness.done(made)
  expect(await preview(harness, own)).toMatchObject({ jobs: 2, again: null })
  expect(await preview(harness, { ...own, workflowId: OTHER })).toMatchObject({
    jobs: 0,
    again: { jobs: 2, finished: 2, runId: made.id },
  })
  const results = await harness.journal.reader.latestResults((await harness.jobs(run)).map(({ id }) => id))
  expect(results.map((job) => job?.state)).toEqual(['rejected', 'rejected'])
})

// Would catch: a source that is sent twice with the chosen workflow, since it was tried with two others before.
test('tries of a source with different workflows are sent once with a chosen one, each with its own otherwise', async () => {
  const harness = await common('403@run:2')
  const run = await harness.run(fresh(1))
  await harness.done(run)
  const from = { kind: 'run', runId: run.id, cause: null } as const
  const [made] = await again(harness, { from, workflowId: OTHER, includeUnknown: false })
  if (made === undefined) throw new Error('no run')
  await harness.done(made)
  harness.sandbox.setFaults('')
  const jobIds = [...(await harness.jobs(run)), ...(await harness.jobs(made))].map(({ id }) => id)
  const both = { from: { kind: 'jobs', jobIds }, workflowId: null, includeUnknown: false } as const
  expect(await preview(harness, both)).toMatchObject({ jobs: 2, runs: 2 })
  expect(
    await preview(harness, { ...both, workflowId: '11111111-2222-4333-8444-555555555555' }),
  ).toMatchObject({
    jobs: 1,
    runs: 1,
  })
})
