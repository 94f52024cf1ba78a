import { expect, onTestFinished, test } from 'vitest'
import { handles, createEngineHarness, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'

const sentOf = (harness: EngineHarness): number => harness.sandbox.ledger.counts().run ?? 0

/** An engine that ended with `waiting` jobs not sent and some started. */
async function ended(waiting: number): Promise<EngineHarness> {
  const harness = await createEngineHarness(onTestFinished, { limits: { concurrency: 2, perSecond: 10 } })
  await harness.run(handles(waiting + 4))
  await harness.until(async () => ((await harness.states()).ready ?? 0) <= waiting)
  await harness.close()
  return harness
}

// Would catch: thousands of billed jobs that go on unasked, or twenty that wait for ever.
test.each([
  [12, 'auto', true],
  [30, 'auto', false],
  [12, 'ask', false],
  [12, 'leave', false],
  [30, 'continue', true],
] as const)('%i waiting jobs under “%s”: they go on by themselves: %s', async (waiting, setting, goesOn) => {
  const before = await ended(waiting)
  const harness = await createEngineHarness(onTestFinished, { after: before })
  const left = (await harness.states()).ready ?? 0
  const report = await harness.engine.start(setting)
  expect(report).toMatchObject({ waiting: left, continuing: goesOn })
  expect(report.watching).toBe((await harness.states()).started ?? 0)
  await harness.until(async () => (await harness.states()).started === undefined)
  const [run] = await harness.journal.reader.runs({}, 1)
  if (run === undefined) throw new Error('no run')
  if (!goesOn) {
    expect(run.state).toBe('paused')
    expect(await harness.states()).toEqual({ ready: left, finished: waiting + 4 - left })
    await harness.engine.resume(run.id)
  }
  await harness.done(run)
  expect(await harness.states()).toEqual({ finished: waiting + 4 })
  expect(sentOf(harness)).toBe(waiting + 4)
})

// Would catch: a request under way at the end that is sent again, or a job that stays "sending" for ever.
test('what was being sent may have started; what had started goes on being read, the nearest deadline first', async () => {
  const first = await createEngineHarness(onTestFinished, {
    faults: 'slow@run:60s:1',
    limits: { concurrency: 6, perSecond: null },
  })
  const run = await first.run(handles(6))
  // One answer never comes: five have started, one is being sent.
  const pending = new Promise((resolve) => {
    const look = async (): Promise<void> => {
      if ((await first.states()).started === 5) resolve(null)
      else setImmediate(() => void look())
    }
    void look()
  })
  await pending
  // As a killed process leaves it: nothing of the engine runs on, its journal is closed by nobody.
  first.engine.setOnline(false)
  const second = await createEngineHarness(onTestFinished, { after: first })
  second.sandbox.setFaults('')
  expect(await second.states()).toEqual({ started: 5, sending: 1 })
  const report = await second.engine.start('auto')
  expect(report).toEqual({ waiting: 0, continuing: false, watching: 5 })
  const interrupted = (await second.jobs()).find((job) => job.state === 'unknown')
  expect(interrupted?.error?.code).toBe('job.interrupted')
  await second.done(run)
  expect(await second.states()).toEqual({ unknown: 1, finished: 5 })
  expect(sentOf(second)).toBe(6)
})

// Would catch: a close that breaks off a request whose answer is on its way, and loses its job id.
test('close sends nothing new and waits for the answers that are on their way', async () => {
  const harness = await createEngineHarness(onTestFinished, {
    faults: 'slow@run:150ms',
    limits: { concurrency: 4, perSecond: null },
  })
  await harness.run(handles(40))
  await harness.engine.close(60_000)
  const states = await harness.states()
  expect(states.sending ?? 0).toBe(0)
  expect(states.unknown ?? 0).toBe(0)
  expect((states.started ?? 0) + (states.ready ?? 0)).toBe(40)
  expect(sentOf(harness)).toBe(states.started ?? 0)
})

// Would catch: a stop that a kill undoes.
test('a run that was being stopped stays stopped', async () => {
  const before = await ended(12)
  const between = await createEngineHarness(onTestFinished, { after: before })
  const [run] = await between.journal.reader.runs({}, 1)
  if (run === undefined) throw new Error('no run')
  await between.journal.writer.changeRun({ id: run.id, state: 'stopping', pausedBy: null, endedAt: null })
  await between.close()
  const harness = await createEngineHarness(onTestFinished, { after: before })
  await harness.engine.start('continue')
  await harness.done(run)
  const states = await harness.states()
  expect(states.ready).toBeUndefined()
  expect(states.stopped).toBeGreaterThan(0)
  expect(sentOf(harness)).toBe(states.finished ?? 0)
})

// Would catch: a command line that marks, asks for or sends the jobs of a connection whose secrets it has not.
test('of another connection nothing is taken up but what was being sent', async () => {
  const before = await ended(12)
  const harness = await createEngineHarness(onTestFinished, { after: before })
  const states = await harness.states()
  const asked = harness.sandbox.ledger.seen
  const report = await harness.engine.start('continue', 'another')
  expect(report).toEqual({ waiting: 0, continuing: false, watching: 0 })
  await harness.quiet()
  expect(await harness.states()).toEqual(states)
  expect((await harness.journal.reader.runs({}, 1))[0]?.state).toBe('running')
  expect(harness.sandbox.ledger.seen).toBe(asked)
})
