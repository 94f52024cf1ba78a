import { expect, onTestFinished, test } from 'vitest'
import { createEngineHarness, handles, type EngineHarness } from '#main/jobs/testing/engine-harness.ts'
import type { Job } from '#shared/model/job.ts'

const CONCURRENCY = 8

/** Counts the jobs that are being sent, after each change. */
function countSending(onCount: (sending: number) => void) {
  const sending = new Set<string>()
  return ({ id, state }: Job): void => {
    if (state === 'sending') sending.add(id)
    else sending.delete(id)
    onCount(sending.size)
  }
}

const isPaused = (harness: EngineHarness) => () => harness.notified.runs.at(-1)?.state === 'paused'

// Would catch: places of requests that are held while the disk is written, or a kill that leaves hundreds of jobs unclear.
test('intents are written ahead of their requests, for at most as many jobs as requests are allowed at once', async () => {
  const counts: number[] = []
  const harness = await createEngineHarness(onTestFinished, {
    limits: { concurrency: CONCURRENCY },
    ports: { onJob: countSending((sending) => counts.push(sending)) },
  })
  const run = await harness.run(handles(120))
  await harness.done(run)
  expect(Math.max(...counts)).toBeGreaterThan(CONCURRENCY)
  expect(Math.max(...counts)).toBeLessThanOrEqual(2 * CONCURRENCY)
  expect(counts.at(-1)).toBe(0)
  expect(harness.sandbox.ledger.counts().run).toBe(120)
})

// Would catch: jobs that wait as `sending` for as long as a run is paused, and may have started when the process is killed.
test('a pause puts back what was written ahead, and each job is sent once all the same', async () => {
  const pausing: Promise<unknown>[] = []
  const sent: { run: string } = { run: '' }
  const harness = await createEngineHarness(onTestFinished, {
    limits: { concurrency: CONCURRENCY },
    ports: {
      onJob: countSending((sending) => {
        if (sending > CONCURRENCY && pausing.length === 0) pausing.push(harness.engine.pause(sent.run))
      }),
    },
  })
  const run = await harness.run(handles(120))
  sent.run = run.id
  await harness.until(isPaused(harness))
  await Promise.all(pausing)
  await harness.quiet()
  const states = await harness.states(run)
  expect(states.sending ?? 0).toBe(0)
  expect(states.ready ?? 0).toBeGreaterThan(0)
  expect(await harness.engine.resume(run.id)).toMatchObject({ ok: true })
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 120 })
  expect(harness.sandbox.ledger.counts().run).toBe(120)
})

// Would catch: jobs that are `sending` for the whole hour of a window that the service has closed.
test('a closed window puts back what was written ahead', async () => {
  let isClosed = false
  const harness = await createEngineHarness(onTestFinished, {
    limits: { concurrency: CONCURRENCY },
    ports: {
      onJob: countSending((sending) => {
        if (sending <= CONCURRENCY || isClosed) return
        isClosed = true
        harness.sandbox.setFaults('429-retry-after')
      }),
    },
  })
  const run = await harness.run(handles(120))
  await harness.until(() => harness.notified.rateStatuses.some(({ because }) => because === 'rate'))
  await harness.quiet()
  expect((await harness.states(run)).sending ?? 0).toBe(0)
  harness.sandbox.setFaults('')
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 120 })
})
