import { expect, onTestFinished, test } from 'vitest'
import {
  createEngineHarness,
  handles,
  MODERATION,
  type EngineHarness,
} from '#main/jobs/testing/engine-harness.ts'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { isEnd } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import type { RetentionRule } from '#shared/model/retention.ts'
import type { Names } from '#shared/model/query/index.ts'
import { Retention } from './retention.ts'
import { startRetentionPasses } from './retention-passes.ts'

const DAY_MS = 86_400_000
const RULE: RetentionRule = { days: 30, keep: 'tagged:* note:"do not" source:Handle00000000000004' }

const ids = (jobs: readonly Job[]): readonly string[] => jobs.map(({ id }) => id).toSorted()

function createRetention(
  harness: EngineHarness,
  incomplete: () => AppError | null = () => null,
  workflows: Names['workflows'] = [],
): Retention {
  return new Retention({
    reader: harness.journal.reader,
    deleteJobs: (...args) => harness.engine.deleteJobs(...args),
    names: () => ({ connections: [], workflows }),
    findIncomplete: async () => incomplete(),
  })
}

/** Runs jobs of which some end finished, some failed; then so much time passes. */
async function runAndWait(harness: EngineHarness, sources: readonly string[], days: number): Promise<void> {
  const run = await harness.run(sources)
  await harness.done(run)
  harness.clock.advance(days * DAY_MS)
  await harness.quiet()
}

// Would catch: a rule that deletes a job that its preview did not show, that a person marked, that is too young, or that
// may still run; a deletion that cannot be undone.
test('a rule deletes what its preview said and nothing else, and it can be undone', async () => {
  const harness = await createEngineHarness(onTestFinished, { faults: 'failed:3' })
  const retention = createRetention(harness)
  await runAndWait(harness, handles(12), 20)
  const [tagged, noted] = await harness.jobs()
  await harness.engine.tagJobs(
    { from: { kind: 'jobs', jobIds: [tagged?.id ?? ''] } },
    { add: ['gold'], remove: [] },
  )
  await harness.engine.noteJobs({ from: { kind: 'jobs', jobIds: [noted?.id ?? ''] } }, 'do not delete')
  await runAndWait(harness, handles(6, 20), 20)
  harness.sandbox.setFaults('reset-after-accept@run:2')
  const unclear = await harness.run(handles(2, 40))
  await harness.until(async () => (await harness.states(unclear)).unknown === 2)
  const before = await harness.jobs()

  const at = harness.clock.now()
  const preview = await retention.preview(RULE, at)
  const expected = before.filter(
    ({ createdAt, state, tags, note, source }) =>
      createdAt <= at - RULE.days * DAY_MS &&
      isEnd(state) &&
      tags.length === 0 &&
      note === null &&
      !(source.kind === 'handle' && source.handle === 'Handle00000000000004'),
  )
  expect(expected.length).toBe(9)
  expect(preview).toMatchObject({
    ok: true,
    data: {
      jobs: expected.length,
      total: before.length,
      bytes: expected.reduce((sum, { body }) => sum + (body?.bytes ?? 0), 0),
      workflows: [{ jobs: expected.length }],
    },
  })
  expect(await harness.jobs()).toEqual(before)

  // Younger ones come of age before the person presses: they were not shown.
  harness.clock.advance(15 * DAY_MS)
  await harness.quiet()
  const deleted = await retention.apply(RULE, at)
  expect(deleted).toMatchObject({ ok: true, data: { jobs: expected.length, unwatched: 0, kept: 0 } })
  const gone = new Set(ids(expected))
  const left = await harness.jobs()
  expect(ids(left)).toEqual(ids(before.filter(({ id }) => !gone.has(id))))
  if (deleted.ok) await harness.engine.restoreJobs(deleted.data.id)
  expect(ids(await harness.jobs())).toEqual(ids(before))
})

// Would catch: an exception that is read as a further condition, one that is not understood and keeps nothing, results that
// are not read yet and therefore not kept.
test.each([
  [{ days: 30, keep: '-tagged:*' }, 'retention.turned'],
  [{ days: 30, keep: 'verdict:nonsense' }, 'query.invalid'],
  [{ days: 30, keep: 'tag:weapon' }, 'search.incomplete'],
])('the rule %j deletes nothing', async (rule, code) => {
  const harness = await createEngineHarness(onTestFinished)
  const retention = createRetention(harness, () => appError('search.incomplete'))
  await runAndWait(harness, handles(2), 40)
  const now = harness.clock.now()
  expect(await retention.preview(rule, now)).toMatchObject({ ok: false, error: { code } })
  expect(await retention.apply(rule, now)).toMatchObject({ ok: false, error: { code } })
  expect(await harness.jobs()).toHaveLength(2)
})

// Would catch: jobs of a workflow that were to stay, deleted because it was given another name since.
test('a rule deletes nothing while it keeps by a name that nothing has', async () => {
  const harness = await createEngineHarness(onTestFinished)
  const retention = createRetention(harness)
  await runAndWait(harness, handles(2), 40)
  const now = harness.clock.now()
  const refused = { ok: false, error: { code: 'retention.unknownName' } }
  for (const keep of ['tagged:* workflow:Moderation', 'connection:Shop*']) {
    expect(await retention.preview({ days: 30, keep }, now)).toMatchObject(refused)
    expect(await retention.applyUnseen({ days: 30, keep }, now)).toMatchObject(refused)
  }
  expect(await harness.jobs()).toHaveLength(2)

  const named = createRetention(harness, undefined, [{ id: MODERATION, name: 'Moderation' }])
  for (const keep of ['workflow:moderation', `workflow:${MODERATION}`])
    expect(await named.preview({ days: 30, keep }, now)).toMatchObject({ ok: true, data: { jobs: 0 } })
  // Nobody has to name a workflow.
  const byId = { days: 30, keep: `workflow:${MODERATION}` }
  expect(await retention.preview(byId, now)).toMatchObject({ ok: true, data: { jobs: 0 } })
})

// Would catch: a pass that nobody watches deleting a whole history under a clock that is years ahead.
test('unseen, no more than half of a history is deleted', async () => {
  const harness = await createEngineHarness(onTestFinished)
  const retention = createRetention(harness)
  await runAndWait(harness, handles(120), 40)
  const now = harness.clock.now()
  expect(await retention.applyUnseen(RULE, now)).toMatchObject({
    ok: false,
    error: { code: 'retention.many' },
  })
  expect(await harness.jobs()).toHaveLength(120)
  expect(await retention.applyUnseen({ ...RULE, days: 50 }, now)).toBe(null)
})

// Would catch: a rule that acts while it is off, only at the start, or without a word.
test('a rule that is on is applied at the start and every six hours; off, nothing is', async () => {
  const clock = new FakeClock()
  const applied: number[] = []
  const notices: string[] = []
  let rule: RetentionRule | null = null
  const deletion = { id: 'd', at: 0, jobs: 2, unwatched: 0, kept: 0 }
  const end = startRetentionPasses({
    retention: {
      applyUnseen: async (_rule, at) => {
        applied.push(at)
        return applied.length === 1 ? { ok: true, data: deletion } : null
      },
    },
    rule: () => rule,
    clock,
    onNotice: ({ message }) => notices.push(message),
    onBug: (cause) => expect.fail(String(cause)),
  })
  const pass = async (hours: number): Promise<void> => {
    clock.advance(hours * 3_600_000)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  await pass(7)
  expect(applied).toEqual([])
  rule = RULE
  await pass(6)
  await pass(6)
  expect(applied).toHaveLength(2)
  expect(notices).toEqual(['The rule for old jobs deleted 2 jobs.'])
  end()
  await pass(24)
  expect(applied).toHaveLength(2)
})
