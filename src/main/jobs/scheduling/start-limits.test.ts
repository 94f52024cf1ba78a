import { expect, onTestFinished, test } from 'vitest'
import { handles, createEngineHarness, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import { SimulatedService } from '#main/jobs/testing/simulated-service.ts'

const NONE = { concurrency: 16, perSecond: null, perRun: null, perDay: null }
const startsOf = (r: EngineHarness): number => r.sandbox.ledger.runs().length
const isPausedBy = (r: EngineHarness, code: string) => async (): Promise<boolean> =>
  (await r.journal.reader.runs({}, 1))[0]?.pausedBy?.code === code

// Would catch: first results that are one too many because some are refused for a moment, or counted anew by a restart.
test('first results early: exactly so many are sent, over refusals and a restart, and the rest when told', async () => {
  const first = await createEngineHarness(onTestFinished, { faults: '429@run:2,503-retry-after@run:1' })
  const run = await first.run(handles(40), { firstResults: 7 })
  await first.until(() => startsOf(first) >= 3)
  await first.close()
  const r = await createEngineHarness(onTestFinished, { after: first })
  await r.engine.start('continue')
  await r.until(isPausedBy(r, 'run.firstResults'))
  await r.until(async () => (await r.states()).started === undefined)
  // A job that was under way when it ended counts: it may have started.
  expect(startsOf(r)).toBe(7)
  expect((await r.states()).ready).toBe(33)
  expect(await r.engine.resume(run.id)).toMatchObject({
    ok: true,
    data: { state: 'running', options: { firstResults: null } },
  })
  await r.done(run)
  expect(startsOf(r)).toBe(40)
})

// Would catch: a run smaller than its first results that pauses at its end and never is done.
test('a run that has no more than its first results goes to its end', async () => {
  const r = await createEngineHarness(onTestFinished)
  const run = await r.run(handles(5), { firstResults: 5 })
  await r.done(run)
  expect(startsOf(r)).toBe(5)
})

// Would catch: a cap that what is under way breaks, that a restart forgets, or that Continue walks over.
test('no more starts in a run than allowed, over a restart, until the cap is raised', async () => {
  const limits = { ...NONE, perRun: 6 }
  const before = await createEngineHarness(onTestFinished, { ports: { limits: () => limits } })
  const run = await before.run(handles(20))
  await before.until(() => startsOf(before) >= 2)
  await before.close()
  const r = await createEngineHarness(onTestFinished, { after: before, ports: { limits: () => limits } })
  await r.engine.start('continue')
  await r.until(isPausedBy(r, 'run.perRun'))
  await r.engine.resume(run.id)
  await r.until(isPausedBy(r, 'run.perRun'))
  await r.until(async () => (await r.states()).started === undefined)
  expect(startsOf(r)).toBe(6)
  limits.perRun = 50
  await r.engine.resume(run.id)
  await r.done(run)
  expect(startsOf(r)).toBe(20)
})

// Would catch: a day's cap that counts each run by itself, or one that is over with the first restart.
test('no more starts in a day than allowed, over all runs and a restart; the next day goes on', async () => {
  const limits = { ...NONE, perDay: 10 }
  const before = await createEngineHarness(onTestFinished, { ports: { limits: () => limits } })
  await before.done(await before.run(handles(4)))
  await before.close()
  const r = await createEngineHarness(onTestFinished, { after: before, ports: { limits: () => limits } })
  await r.engine.start('continue')
  const runs = [await r.run(handles(9, 10)), await r.run(handles(9, 20))]
  const paused = async (): Promise<boolean> =>
    (await r.journal.reader.runs({ states: ['paused'] }, 5)).length === 2
  await r.until(paused)
  expect(startsOf(r)).toBe(10)
  // Somebody sets the clock ahead: no day has passed.
  r.clock.set(86_400_000)
  for (const { id } of runs) await r.engine.resume(id)
  await r.until(paused)
  expect(startsOf(r)).toBe(10)
  r.clock.advance(86_400_000)
  for (const { id } of runs) await r.engine.resume(id)
  await r.until(async () => startsOf(r) === 20 && (await isPausedBy(r, 'run.perDay')()))
  expect((await r.states()).ready).toBe(2)
})

// Would catch: a lost answer that does not count although it may be billed.
test('what may have started counts as started', async () => {
  const limits = { ...NONE, perRun: 3 }
  const r = await createEngineHarness(onTestFinished, {
    faults: 'reset-after-accept@run:2',
    ports: { limits: () => limits },
  })
  await r.run(handles(9))
  await r.until(isPausedBy(r, 'run.perRun'))
  expect(startsOf(r)).toBe(3)
  expect((await r.states()).unknown).toBe(2)
})

// Would catch: a person's limit that only counts from the next start of the app.
test('a limit that is changed counts at once', async () => {
  const limits = { ...NONE, perSecond: 1 as number | null }
  const r = await createEngineHarness(onTestFinished, { ports: { limits: () => limits } })
  await r.run(handles(12))
  await r.until(() => startsOf(r) >= 2)
  limits.perSecond = null
  const changed = r.clock.now()
  await r.until(() => startsOf(r) === 12)
  expect(r.clock.now() - changed).toBeLessThan(2500)
})

// Would catch: status requests for jobs that run while others wait for a request, or a moment lost between windows.
test('under a limit of ten a second two requests a job are enough', async () => {
  const made: SimulatedService[] = []
  const r = await createEngineHarness(onTestFinished, {
    service: (clock) => {
      const limit = { requests: 10, windowMs: 1000, headers: true }
      const service = new SimulatedService({ clock, lengthOf: () => 920, latencyMs: 40, limit })
      made.push(service)
      return service
    },
  })
  const begun = r.clock.now()
  await r.done(await r.run(handles(60)))
  expect(made[0]?.counts).toMatchObject({ early: 0, refused: 0 })
  expect(made[0]?.counts.requests).toBeLessThanOrEqual(126)
  expect(r.clock.now() - begun).toBeLessThanOrEqual(13_500)
  const [job] = await r.jobs()
  expect(job?.polls).toBe(1)
})

// Would catch: a gauge that does not say until when nothing is sent, or goes on saying so.
test('the pace tells until when a connection is limited, and when it is open again', async () => {
  const r = await createEngineHarness(onTestFinished, { faults: '429-retry-after@run:1' })
  const until = r.clock.now() + 1000
  const run = await r.run(handles(3))
  await r.until(() => r.notified.paces.some(({ closedUntil }) => closedUntil !== null))
  expect(r.notified.paces.find(({ closedUntil }) => closedUntil !== null)).toMatchObject({
    closedUntil: until,
    because: 'rate',
  })
  await r.done(run)
  await r.until(() => r.notified.paces.at(-1)?.perSecond === 0)
  expect(r.notified.paces.at(-1)).toMatchObject({ closedUntil: null, because: null, inFlight: 0 })
  expect(r.engine.rateStatuses()).toEqual([r.notified.paces.at(-1)])
})

// Would catch: a job that hangs and is never said to, or is said to with every request.
test('a job that runs eight times longer than usual is said to be slow, once', async () => {
  const lengths = [1000, 1000, 1000, 1000, 1000, 60_000]
  const r = await createEngineHarness(onTestFinished, {
    service: (clock) =>
      new SimulatedService({ clock, lengthOf: () => lengths.shift() ?? 0, latencyMs: 10, limit: null }),
  })
  await r.done(await r.run(handles(5)))
  const run = await r.run(handles(1, 10))
  await r.done(run)
  const [job] = await r.jobs(run)
  expect(job).toMatchObject({ state: 'finished', slow: true })
  const told = r.notified.jobs.filter(
    ({ runId, state, slow }) => runId === run.id && state === 'started' && slow,
  )
  expect(told).toHaveLength(1)
  expect(job?.polls).toBeGreaterThan(3)
})
