import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'

const id = '67d273c3-249c-4192-b228-9c3e1d003963'
const SAFE = { data: { sfw: true } }
const TAGS = { data: { tags: { auto: { shoe: 90 }, user: null } } }

/** Jobs of the workflow that ended one after another; null for one that failed. */
async function openWith(results: readonly (object | null)[]) {
  const harness = await startHarness(onTestFinished)
  const { writer } = harness.journal
  const jobs = results.map((_, at) => newJob(at, { state: 'started' }))
  await writer.createRun(newRun(0, { connectionId: SANDBOX_ID, workflowId: id, jobs }))
  for (const [at, job] of jobs.entries()) {
    const result = results[at] ?? null
    const bytes = Buffer.from(JSON.stringify({ results: result ?? {} }))
    const body = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    const patch = { body, endedAt: (at + 1) * 1000, durationMs: (at + 1) * 100 }
    await writer.archive(
      { id: job.id, from: 'started', to: result === null ? 'failed' : 'finished', patch },
      bytes,
    )
  }
  await harness.must('workflows.save', { connectionId: SANDBOX_ID, id, name: 'Moderation' })
  return harness
}

// Would catch: figures of other workflows, of failed jobs, or a task that went away without a word.
test('the history says how a workflow goes, which tasks it has, and since when one is missing', async () => {
  const both = { sfw_157: SAFE, 'My tags': TAGS }
  const { must } = await openWith([
    both,
    both,
    both,
    null,
    { 'My tags': TAGS },
    { 'My tags': TAGS },
    { 'My tags': TAGS },
  ])
  const learned = await must('workflows.learned', { connectionId: SANDBOX_ID, id })
  expect(learned).toEqual({
    ended: 7,
    finished: 6,
    medianMs: 300,
    p95Ms: 700,
    resultsRead: 6,
    tasks: [
      { key: 'My tags', kind: 'tags', jobs: 6 },
      { key: 'sfw_157', kind: 'sfw', jobs: 3 },
    ],
    change: { at: 5000, missing: ['sfw'], added: [] },
  })
  expect(await must('workflows.learned', { connectionId: 'another', id })).toMatchObject({
    ended: 0,
    medianMs: null,
  })
})

// Would catch: a new name of the workflow that forgets its note, and names of tasks that cannot be taken back.
test('what a person says of a workflow stays when it is renamed and used', async () => {
  const { must } = await openWith([])
  const about = { connectionId: SANDBOX_ID, id }
  await must('workflows.describe', { ...about, note: 'For the shop' })
  await must('workflows.describe', { ...about, taskName: { key: 'sfw_157', name: 'Decency' } })
  await must('workflows.describe', { ...about, taskName: { key: 'tags', name: 'Words' } })
  await must('workflows.describe', { ...about, taskName: { key: 'tags', name: '' } })
  await must('workflows.describe', { ...about, seenChangeAt: 5000 })
  await must('workflows.save', { ...about, name: 'Checks' })
  expect(await must('workflows.list', { connectionId: SANDBOX_ID })).toContainEqual({
    ...about,
    name: 'Checks',
    lastUsedAt: null,
    note: 'For the shop',
    taskNames: { sfw_157: 'Decency' },
    seenChangeAt: 5000,
  })
})
