import { expect, onTestFinished, test } from 'vitest'
import type { AppError } from '#shared/errors/app-error.ts'
import { createEngineHarness, handles, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { createSharedHarness } from '#main/jobs/testing/shared-harness.ts'
import type { Run } from '#shared/model/run.ts'

const { common, fresh } = createSharedHarness()

const TWO_DAYS_MS = 172_800_000
const TEN_MINUTES_MS = 600_000
const STEP_MS = 3000

const readsOf = (harness: EngineHarness): number => harness.sandbox.ledger.counts().status ?? 0

/** Lets time pass in steps that are short beside the waits of the engine. */
async function pass(harness: EngineHarness, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    harness.clock.advance(STEP_MS)
    await harness.quiet()
  }
}

/** A run of so many jobs, all of them started and none of them read yet. */
async function startJobs(harness: EngineHarness, sources: readonly string[]): Promise<Run> {
  const run = await harness.run(sources)
  await harness.until(async () => (await harness.states(run)).started === sources.length)
  return run
}

// Would catch: a job given up at the first 404s although the service only stumbled, or polled for ever after it forgot it.
test.each(['404@status', '410@status'])(
  'a job expires when the service says so itself (%s) in several looks over ten minutes',
  async (faults) => {
    const harness = await common(faults)
    const begun = harness.clock.now()
    const before = readsOf(harness)
    const run = await harness.run(fresh(1))
    await harness.done(run)
    expect(harness.clock.now() - begun).toBeGreaterThan(TEN_MINUTES_MS)
    const [job] = await harness.jobs(run)
    expect(job).toMatchObject({ state: 'expired', error: { code: 'service.gone' } })
    expect(job?.remoteJobId).not.toBeNull()
    const looks = readsOf(harness) - before
    expect(looks).toBeGreaterThanOrEqual(3)
    expect(looks).toBeLessThanOrEqual(10)
  },
)

// Would catch: running jobs given up because something between us and the service answers for it.
// Before: after 58 s of a login page with status 404 all 200 jobs were "gone".
test('a web page with status 404 ends no job, however long it stands there', async () => {
  const harness = await createEngineHarness(onTestFinished, {})
  const run = await startJobs(harness, handles(200))
  harness.sandbox.setFaults('html-404@status')
  await pass(harness, 2 * TEN_MINUTES_MS)
  expect(await harness.states(run)).toEqual({ started: 200 })
  harness.sandbox.setFaults('')
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 200 })
})

// Would catch: a job that ends because its time passed while nobody could ask the service. Before: it was "gone".
test.each(['500@status', 'html@status', '403@status', 'reset-before-accept@status'])(
  'a job whose time has passed while reads met %s is not given up; the word of the service ends it',
  async (faults) => {
    const harness = await createEngineHarness(onTestFinished, {})
    const run = await startJobs(harness, handles(3))
    harness.sandbox.setFaults(faults)
    harness.clock.advance(TWO_DAYS_MS + 60_000)
    await pass(harness, 2 * TEN_MINUTES_MS)
    expect(await harness.states(run)).toEqual({ started: 3 })
    harness.sandbox.setFaults('')
    await harness.done(run)
    expect(await harness.states(run)).toEqual({ expired: 3 })
  },
)

const LOCKED: AppError = { code: 'connection.secretMissing', message: 'The keyring is locked.', advice: '' }

// Would catch: jobs that end although not one request was sent, and a credentials lookup in a tight circle.
test('a locked keyring ends no job, sends nothing, and is told once', async () => {
  let isLocked = false
  let lookups = 0
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      credentials: () => {
        lookups += 1
        return Promise.resolve(
          isLocked
            ? { ok: false, error: LOCKED }
            : {
                ok: true,
                data: {
                  apiKey: harness.sandbox.apiKey,
                  hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
                  sourceEncoding: 'percent',
                  security: { kind: 'none' },
                },
              },
        )
      },
    },
  })
  const run = await startJobs(harness, handles(100))
  isLocked = true
  const [reads, before] = [readsOf(harness), lookups]
  await pass(harness, TEN_MINUTES_MS)
  expect(lookups - before).toBeLessThan(100)
  harness.clock.advance(TWO_DAYS_MS)
  await harness.quiet()
  expect(await harness.states(run)).toEqual({ started: 100 })
  expect(readsOf(harness)).toBe(reads)
  expect(harness.notified.notices.map(({ code }) => code)).toEqual(['jobs.unreadable'])
  for (const job of await harness.jobs(run)) expect(job.polls).toBeLessThanOrEqual(1)
})

// Would catch: a refused policy that all running jobs go on asking about. Before: 12,921 requests in ten minutes.
test('500 jobs whose reads are refused ask for a few of them only, and the person is told once', async () => {
  const harness = await createEngineHarness(onTestFinished, {})
  const run = await startJobs(harness, handles(500))
  harness.sandbox.setFaults('403@status')
  const before = readsOf(harness)
  await pass(harness, TEN_MINUTES_MS)
  expect(readsOf(harness) - before).toBeLessThanOrEqual(60)
  expect(harness.notified.notices.map(({ code }) => code)).toEqual(['jobs.unreadable'])
  harness.sandbox.setFaults('')
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 500 })
}, 30_000)

// Would catch: requests that are known to be refused before they leave.
test('a policy that has ended asks for nothing', async () => {
  let expiry = 0
  const harness = await createEngineHarness(onTestFinished, {
    ports: {
      credentials: () =>
        Promise.resolve({
          ok: true,
          data: {
            apiKey: harness.sandbox.apiKey,
            hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
            sourceEncoding: 'percent',
            security:
              expiry === 0
                ? { kind: 'secret', appSecret: harness.sandbox.appSecret }
                : {
                    kind: 'policy',
                    policy: Buffer.from(JSON.stringify({ expiry })).toString('base64'),
                    signature: 'a'.repeat(64),
                  },
          },
        }),
    },
  })
  const run = await startJobs(harness, handles(20))
  const before = readsOf(harness)
  expiry = 1_577_899_800
  await pass(harness, TEN_MINUTES_MS)
  expect(readsOf(harness)).toBe(before)
  expiry = 0
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 20 })
})

// Would catch: one job that cannot be read holding back the reads of all others.
test('one job whose reads are refused holds back no other', async () => {
  const harness = await common('')
  const run = await startJobs(harness, fresh(30))
  harness.sandbox.setFaults('500@status:2')
  const begun = harness.clock.now()
  await harness.done(run)
  expect(harness.clock.now() - begun).toBeLessThan(10_000)
})
