import { expect, test } from 'vitest'
import { sourceText } from '#shared/model/source.ts'
import { acceptedOf, again, preview } from '#main/jobs/testing/reruns.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import { CONNECTION, MODERATION } from '#main/jobs/testing/engine-harness.ts'

const { common, fresh } = createSharedHarness()
const OTHER = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1102'

// Would catch: a cause that takes others with it, jobs that ended well run again, or a lost answer repeated unasked.
test('the failed ones of a run, all or of one cause; those that may have started only when asked for', async () => {
  const harness = await common('failed:5,403@run:2,cut@run:2')
  const run = await harness.run(fresh(12))
  await harness.done(run)
  const states = await harness.states(run)
  const failed = states.failed ?? 0
  expect(failed).toBeGreaterThan(0)
  expect(states).toEqual({ finished: 8 - failed, failed, rejected: 2, unknown: 2 })
  const jobs = await harness.jobs(run)
  const from = { kind: 'run', runId: run.id, cause: null } as const
  const plain = { from, workflowId: null, includeUnknown: false }
  expect(await preview(harness, plain)).toMatchObject({
    jobs: failed + 2,
    runs: 1,
    unknown: 2,
    open: 0,
    again: null,
  })
  expect(await preview(harness, { ...plain, includeUnknown: true })).toMatchObject({
    jobs: failed + 4,
    unknown: 2,
  })

  const cause = jobs.find(({ state }) => state === 'rejected')?.error ?? null
  const ofCause = { ...plain, from: { ...from, cause } }
  expect(await preview(harness, ofCause)).toMatchObject({ jobs: 2, unknown: 0 })
  harness.sandbox.setFaults('')
  const before = acceptedOf(harness)
  const [made] = await again(harness, ofCause)
  if (made === undefined) throw new Error('no run')
  expect(made).toMatchObject({ retryOf: run.id, total: 2, workflowId: MODERATION })
  await harness.done(made)
  expect(acceptedOf(harness)).toBe(before + 2)
  const refused = jobs.filter(({ state }) => state === 'rejected')
  const next = await harness.jobs(made)
  expect(new Set(next.map(({ retryOf }) => retryOf))).toEqual(new Set(refused.map(({ id }) => id)))
  expect(new Set(next.map(({ source }) => sourceText(source)))).toEqual(
    new Set(refused.map(({ source }) => sourceText(source))),
  )
  // The old ones stay as they are.
  expect(await harness.states(run)).toEqual(states)
})

// Would catch: a selection over two runs that becomes one job too many, or a job that still runs sent a second time.
test('chosen jobs and all that match a filter, with another workflow', async () => {
  const harness = await common('')
  const first = await harness.run(fresh(3))
  await harness.done(first)
  await harness.engine.pause(first.id)
  harness.engine.setOnline(false)
  const waiting = await harness.run(fresh(2))
  const ids = [...(await harness.jobs(first)), ...(await harness.jobs(waiting))].map(({ id }) => id)
  const chosen = {
    from: { kind: 'jobs', jobIds: [...ids, ...ids, 'no such job'] },
    workflowId: OTHER,
    includeUnknown: false,
  } as const
  expect(await preview(harness, chosen)).toMatchObject({ jobs: 3, runs: 1, unknown: 0, open: 2, again: null })
  harness.engine.setOnline(true)
  const runs = await again(harness, chosen)
  expect(runs).toMatchObject([{ workflowId: OTHER, total: 3, retryOf: first.id }])
  for (const run of [waiting, ...runs]) await harness.done(run)

  const filter = { connectionId: CONNECTION, runId: waiting.id }
  const matching = { from: { kind: 'filter', filter }, workflowId: null, includeUnknown: false } as const
  expect(await preview(harness, matching)).toMatchObject({
    jobs: 2,
    runs: 1,
    unknown: 0,
    open: 0,
    again: null,
  })
  const [made] = await again(harness, matching)
  expect(made).toMatchObject({ retryOf: waiting.id, total: 2 })
})

// Would catch: an empty run, or a journal that is left with a run nobody asked for.
test('nothing that can be run again is said, and makes no run', async () => {
  const harness = await common('')
  const before = await harness.journal.reader.runs({}, 1000)
  const none = { from: { kind: 'jobs', jobIds: ['none'] }, workflowId: null, includeUnknown: true } as const
  expect(await harness.engine.rerun(none)).toMatchObject({ ok: false, error: { code: 'run.nothingAgain' } })
  const run = await harness.run(fresh(1))
  await harness.done(run)
  const [job] = await harness.jobs(run)
  const bad = {
    from: { kind: 'jobs', jobIds: [job?.id ?? ''] },
    workflowId: 'a b',
    includeUnknown: false,
  } as const
  expect(await harness.engine.rerun(bad)).toMatchObject({ ok: false, error: { code: 'workflow.invalidId' } })
  expect(await harness.journal.reader.runs({}, 1000)).toHaveLength(before.length + 1)
})

// Would catch: a source whose earlier answer was lost that is billed twice because another job of it is run again.
test('the preview counts jobs whose source has another job that may have started', async () => {
  const harness = await common('cut@run:1')
  const [source] = fresh(1)
  if (source === undefined) throw new Error('no source')
  const lost = await harness.run([source])
  await harness.done(lost)
  expect(await harness.states(lost)).toEqual({ unknown: 1 })
  harness.sandbox.setFaults('')
  const second = await harness.run([source, ...fresh(1)])
  await harness.done(second)
  const jobIds = (await harness.jobs(second)).map(({ id }) => id)
  const request = { from: { kind: 'jobs', jobIds }, workflowId: null, includeUnknown: false } as const
  expect(await preview(harness, request)).toMatchObject({
    jobs: 2,
    unclear: 1,
    workflowIds: [MODERATION],
    connectionIds: [CONNECTION],
  })
  expect(await preview(harness, { ...request, workflowId: OTHER })).toMatchObject({ unclear: 0 })
  const [itself] = await harness.jobs(lost)
  const unknown = { kind: 'jobs', jobIds: [itself?.id ?? ''] } as const
  const alone = { ...request, from: unknown, includeUnknown: true }
  expect(await preview(harness, alone)).toMatchObject({ jobs: 0, unknown: 1, elsewhere: 1 })
  expect(await preview(harness, { ...alone, includeElsewhere: true })).toMatchObject({
    jobs: 1,
    unknown: 1,
    unclear: 0,
  })
})

// Would catch: a second product that a picture belongs to, and that is gone once the job is run again.
test('a job that stands for several rows of its list stands for them in its rerun, and is found by each', async () => {
  const harness = await common('403@run:1')
  const [handle = '', alone = ''] = fresh(2)
  const toJob = (name: string, position: number, sku: string) => ({
    source: { kind: 'handle', handle: name } as const,
    sealed: null,
    position,
    labels: { sku },
  })
  const created = await harness.engine.createRun({
    connectionId: CONNECTION,
    workflowId: MODERATION,
    jobs: [toJob(handle, 0, 'row-one'), toJob(alone, 1, 'row-two')],
    duplicateRows: [{ position: 2, jobPosition: 0, labels: { sku: 'row-three' } }],
  })
  if (!created.ok) throw new Error(created.error.message)
  await harness.done(created.data)
  const { reader } = harness.journal
  const found = async (value: string): Promise<readonly string[]> => {
    const terms = [{ kind: 'label', not: false, name: 'sku', value: { text: value, glob: false } }] as const
    const { jobs } = await reader.page({ query: { terms } }, null, 10)
    return jobs.map(({ source }) => sourceText(source))
  }
  expect(await found('ROW-THREE')).toEqual([handle])

  harness.sandbox.setFaults('')
  const jobIds = (await harness.jobs(created.data)).map(({ id }) => id)
  const [made] = await again(harness, {
    from: { kind: 'jobs', jobIds },
    workflowId: null,
    includeUnknown: false,
  })
  if (made === undefined) throw new Error('no run')
  await harness.done(made)
  const [job] = (await harness.jobs(made)).filter(({ source }) => sourceText(source) === handle)
  expect(job?.labels).toEqual({ sku: 'row-one · row-three' })
  const rows = await reader.knownRows(made.id)
  expect(rows.map(({ labels, jobId }) => [labels['sku'], jobId])).toEqual([
    ['row-one', job?.id],
    ['row-three', job?.id],
  ])
  expect(await found('row-three')).toEqual([handle, handle])
})
