import { expect, onTestFinished, test } from 'vitest'
import { handles, createEngineHarness, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { SimulatedService } from '#main/jobs/testing/simulated-service.ts'

const NONE = { concurrency: 16, perSecond: null, perRun: null, perDay: null }
const startsOf = (harness: EngineHarness): number => harness.sandbox.ledger.runs().length
const isPausedBy = (harness: EngineHarness, code: string) => async (): Promise<boolean> =>
  (await harness.journal.reader.runs({}, 1))[0]?.pausedBy?.code === code

// Would catch: first results that are one too many because some are refused for a moment, or counted anew by a restart.
test('first results early: exactly so many are sent, over refusals and a restart, and the rest when told', async () => {
  const first = await createEngineHarness(onTestFinished, { faults: '429@run:2,503-retry-after@run:1' })
  const run = await first.run(handles(40), { firstResults: 7 })
  await first.until(() => startsOf(first) >= 3)
  await first.close()
  const harness = await createEngineHarness(onTestFinished, { after: first })
  await harness.engine.start('continue')
  await harness.until(isPausedBy(harness, 'run.firstResults'))
  await harness.until(async () => (await harness.states()).started === undefined)
  // A job that was under way when it ended counts: it may have started.
  expect(startsOf(harness)).toBe(7)
  expect((await harness.states()).ready).toBe(33)
  expect(await harness.engine.resume(run.id)).toMatchObject({
    ok: true,
    data: { state: 'running', options: { firstResults: null } },
  })
  await harness.done(run)
  expect(startsOf(harness)).toBe(40)
})

// Would catch: a run smaller than its first results that pauses at its end and never is done.
test('a run that has no more than its first results goes to its end', async () => {
  const harness = await createEngineHarness(onTestFinished)
  const run = await harness.run(handles(5), { firstResults: 5 })
  await harness.done(run)
  expect(startsOf(harness)).toBe(5)
})

// Would catch: a cap that what is under way breaks, that a restart forgets, or that Continue walks over.
test('no more starts in a run than allowed, over a restart, until the cap is raised', async () => {
  const limits = { ...NONE, perRun: 6 }
  const before = await createEngineHarness(onTestFinished, { ports: { limits: () => limits } })
  const run = await before.run(handles(20))
  await before.until(() => startsOf(before) >= 2)
  await before.close()
  const harness = await createEngineHarness(onTestFinished, {
    after: before,
    ports: { limits: () => limits },
  })
  await harness.engine.start('continue')
  await harness.until(isPausedBy(harness, 'run.perRun'))
  await harness.engine.resume(run.id)
  await harness.until(isPausedBy(harness, 'run.perRun'))
  await harness.until(async () => (await harness.states()).started === undefined)
  expect(startsOf(harness)).toBe(6)
  limits.perRun = 50
  await harness.engine.resume(run.id)
  await harness.done(run)
  expect(startsOf(harness)).toBe(20)
})

// Would catch: a day's cap that counts each run by itself, or one that is over with the first restart.
test('no more starts in a day than allowed, over all runs and a restart; the next day goes on', async () => {
  const limits = { ...NONE, perDay: 10 }
  const before = await createEngineHarness(onTestFinished, { ports: { limits: () => limits } })
  await before.done(await before.run(handles(4)))
  await before.close()
  const harness = await createEngineHarness(onTestFinished, {
    after: before,
    ports: { limits: () => limits },
  })
  await harness.engine.start('continue')
  const runs = [await harness.run(handles(9, 10)), await harness.run(handles(9, 20))]
  const paused = async (): Promise<boolean> =>
    (await harness.journal.reader.runs({ states: ['paused'] }, 5)).length === 2
  await harness.until(paused)
  expect(startsOf(harness)).toBe(10)
  // Somebody sets the clock ahead: no day has passed.
  harness.clock.set(86_400_000)
  for (const { id } of runs) await harness.engine.resume(id)
  await harness.until(paused)
  expect(startsOf(harness)).toBe(10)
  harness.clock.advance(86_400_000)
  for (const { id } of runs) await harness.engine.resume(id)
  await harness.until(async () => startsOf(harness) === 20 && (await isPausedBy(harness, 'run.perDay')()))
  expect((await harness.states()).ready).toBe(2)
})

// Would catch: a lost answer that does not count although it may be billed.
test('what may have started counts as started', async () => {
  const limits = { ...NONE, perRun: 3 }
  const harness = await createEngineHarness(onTestFinished, {
    faults: 'reset-after-accept@run:2',
    ports: { limits: () => limits },
  })
  await harness.run(handles(9))
  await harness.until(isPausedBy(harness, 'run.perRun'))
  expect(startsOf(harness)).toBe(3)
  expect((await harness.states()).unknown).toBe(2)
})

// Would catch: a person's limit that only counts from the next start of the app.
test('a limit that is changed counts at once', async () => {
  const limits = { ...NONE, perSecond: 1 as number | null }
  const harness = await createEngineHarness(onTestFinished, { ports: { limits: () => limits } })
  await harness.run(handles(12))
  await harness.until(() => startsOf(harness) >= 2)
  limits.perSecond = null
  const changed = harness.clock.now()
  await harness.until(() => startsOf(harness) === 12)
  expect(harness.clock.now() - changed).toBeLessThan(2500)
})

// Would catch: status requests for jobs that run while others wait for a request, or a moment lost between windows.
test('under a limit of ten a second two requests a job are enough', async () => {
  const made: SimulatedService[] = []
  const harness = await createEngineHarness(onTestFinished, {
    service: (clock) => {
      const limit = { requests: 10, windowMs: 1000, headers: true }
      const service = new SimulatedService({ clock, durationMsOf: () => 920, latencyMs: 40, limit })
      made.push(service)
      return service
    },
  })
  const begun = harness.clock.now()
  await harness.done(await harness.run(handles(60)))
  expect(made[0]?.counts).toMatchObject({ early: 0, refused: 0 })
  expect(made[0]?.counts.requests).toBeLessThanOrEqual(126)
  expect(harness.clock.now() - begun).toBeLessThanOrEqual(13_500)
  const [job] = await harness.jobs()
  expect(job?.polls).toBe(1)
})

// Would catch: a gauge that does not say until when nothing is sent, or goes on saying so.
test('the rate status says until when a connection is limited, and when it is open again', async () => {
  const harness = await createEngineHarness(onTestFinished, { faults: '429-retry-after@run:1' })
  const until = harness.clock.now() + 1000
  const run = await harness.run(handles(3))
  await harness.until(() => harness.notified.rateStatuses.some(({ closedUntil }) => closedUntil !== null))
  expect(harness.notified.rateStatuses.find(({ closedUntil }) => closedUntil !== null)).toMatchObject({
    closedUntil: until,
    because: 'rate',
  })
  await harness.done(run)
  await harness.until(() => harness.notified.rateStatuses.at(-1)?.perSecond === 0)
  expect(harness.notified.rateStatuses.at(-1)).toMatchObject({
    closedUntil: null,
    because: null,
    inFlight: 0,
  })
  expect(harness.engine.rateStatuses()).toEqual([harness.notified.rateStatuses.at(-1)])
})

// Would catch: a job that hangs and is never said to, or is said to with every request.
test('a job that runs eight times longer than usual is said to be slow, once', async () => {
  const lengths = [1000, 1000, 1000, 1000, 1000, 60_000]
  const harness = await createEngineHarness(onTestFinished, {
    service: (clock) =>
      new SimulatedService({ clock, durationMsOf: () => lengths.shift() ?? 0, latencyMs: 10, limit: null }),
  })
  await harness.done(await harness.run(handles(5)))
  const run = await harness.run(handles(1, 10))
  await harness.done(run)
  const [job] = await harness.jobs(run)
  expect(job).toMatchObject({ state: 'finished', slow: true })
  const published = harness.notified.jobs.filter(
    ({ runId, state, slow }) => runId === run.id && state === 'started' && slow,
  )
  expect(published).toHaveLength(1)
  expect(job?.polls).toBeGreaterThan(3)
})
