import { expect, onTestFinished, test } from 'vitest'
import type { HttpOutcome, Transport } from '#main/filestack/transport.ts'
import {
  createEngineHarness,
  handles,
  seeded,
  type EngineHarness,
} from '#main/jobs/testing/engine-harness.ts'
import { SimulatedService } from '#main/jobs/testing/simulated-service.ts'

type Answered = Extract<HttpOutcome, { readonly kind: 'answer' }>
/** What comes in place of the honest answer; null for that one. `turn` counts the requests. */
type Attack = (url: string, turn: number, honest: Answered) => Partial<Answered> | null

const JOBS = 60
const isStart = (url: string): boolean => url.includes('run_workflow')
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

/** An honest service behind something that changes its answers on the way, until it is told to stop. */
async function createAttacked(attack: Attack) {
  const control = { isAttacking: true, starts: 0, requests: 0 }
  const made: SimulatedService[] = []
  const harness = await createEngineHarness(onTestFinished, {
    service: (clock) => {
      const service = new SimulatedService({ clock, durationMsOf: () => 900, latencyMs: 20, limit: null })
      made.push(service)
      return attacked(service, attack, control)
    },
  })
  const accepted = (): number => made[0]?.jobs.size ?? 0
  return { harness, control, accepted }
}

function attacked(
  service: SimulatedService,
  attack: Attack,
  control: { isAttacking: boolean; starts: number; requests: number },
): Transport {
  return {
    async send(request) {
      if (isStart(request.url)) control.starts += 1
      const turn = control.requests++
      const honest = await Promise.race([service.send(request), calledOff(request.signal)])
      if (!control.isAttacking || honest.kind !== 'answer') return honest
      const changed = attack(request.url, turn, honest)
      return changed === null ? honest : { ...honest, ...changed }
    },
    close: () => service.close(),
  }
}

/** When the engine closes, time stands still: the service would never answer. */
const calledOff = (signal: AbortSignal): Promise<HttpOutcome> =>
  new Promise((resolve) => {
    const failure = { reason: 'cancelled', nothingSent: false, code: 'ABORT_ERR' } as const
    signal.addEventListener('abort', () => resolve({ kind: 'failed', failure }), { once: true })
  })

/** A refusal in place of the request: the service never sees it. */
const refusing =
  (headers: (turn: number) => Readonly<Record<string, string>>, status = 429): Attack =>
  (_url, turn) => ({ status, headers: headers(turn), body: json({ error: 'Too many requests' }) })

async function pass(harness: EngineHarness, ms: number): Promise<void> {
  const until = harness.clock.now() + ms
  await harness.until(() => harness.clock.now() >= until || harness.clock.next === null)
}

// Would catch: a cache before the service that gives every start the id of the first one: 59 of 60 jobs were billed and lost.
test('one id for every start pauses the run after a few', async () => {
  const { harness, control } = await createAttacked((url) =>
    isStart(url) ? { body: json({ jobid: 'the-one-and-only-id', status: 'Started' }) } : null,
  )
  const run = await harness.run(handles(JOBS))
  await harness.until(async () => (await harness.journal.reader.run(run.id))?.state === 'paused')
  await harness.quiet()
  // Five, and what was under way with them.
  expect(control.starts).toBeLessThanOrEqual(30)
  const jobs = await harness.jobs(run)
  expect(jobs.filter(({ remoteJobId }) => remoteJobId !== null)).toHaveLength(1)
})

// Would catch: what is no id, kept in the journal, in lists and in addresses.
test.each(['', ' ', 'a b', 'a/../../b', '<img src=x>', 'x'.repeat(100_000), 'line\nbreak'])(
  'an answer whose id is none (%j) may have started, and pauses the run',
  async (jobid) => {
    const { harness, control } = await createAttacked((url) =>
      isStart(url) ? { body: json({ jobid, status: 'Started' }) } : null,
    )
    const run = await harness.run(handles(JOBS))
    await harness.until(async () => (await harness.journal.reader.run(run.id))?.state === 'paused')
    await harness.quiet()
    expect(control.starts).toBeLessThanOrEqual(16)
    for (const job of await harness.jobs(run)) expect(job.remoteJobId).toBeNull()
  },
)

// Would catch: a pause of no sensible length that makes a storm of requests, or stops the run for ever.
test.each(['0', '0.001', '-5', 'soon', '', '1e9', '99999999999999999999', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
  'refusals with “Retry-After: %s” make no storm, and no job waits longer than an hour afterwards',
  async (retryAfter) => {
    const { harness, control, accepted } = await createAttacked((...about) =>
      refusing(() => ({ 'retry-after': retryAfter }))(...about),
    )
    const run = await harness.run(handles(JOBS))
    await pass(harness, 60_000)
    expect(control.starts).toBeLessThanOrEqual(120)
    expect(accepted()).toBeLessThanOrEqual(control.starts)
    control.isAttacking = false
    const begun = harness.clock.now()
    await harness.done(run)
    expect(harness.clock.now() - begun).toBeLessThan(3_700_000)
    expect(await harness.states(run)).toEqual({ finished: JOBS })
  },
)

// Would catch: dates that stop or storm a run.
test.each([
  ['none', () => ({})],
  ['no date', () => ({ date: 'yesterday' })],
  ['the epoch', () => ({ date: 'Thu, 01 Jan 1970 00:00:00 GMT' })],
  ['the far future', () => ({ date: 'Fri, 31 Dec 9999 23:59:59 GMT' })],
  [
    'another one each time',
    (turn: number) => ({
      date: new Date(Date.UTC(2026, 10, 24, 9) + ((turn % 3) - 1) * 80_000_000).toUTCString(),
    }),
  ],
] as const)('with a Date that is %s, every job ends', async (_name, headers) => {
  const window = { 'filestack-limit': '5', 'filestack-remaining': '0', 'filestack-reset': '1' }
  const { harness, control } = await createAttacked((_url, turn) => ({
    headers: { ...headers(turn), ...window },
  }))
  const run = await harness.run(handles(20))
  const begun = harness.clock.now()
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 20 })
  expect(control.starts).toBe(20)
  expect(harness.clock.now() - begun).toBeLessThan(300_000)
})

// Would catch: a job that ends by the answer about another one.
test('answers about other jobs end none', async () => {
  let other: Uint8Array | null = null
  const { harness, control } = await createAttacked((url, _turn, honest) => {
    if (isStart(url)) return null
    if (other === null && Buffer.from(honest.body).includes('Finished')) other = honest.body
    return other === null ? null : { body: other }
  })
  const run = await harness.run(handles(JOBS))
  await pass(harness, 120_000)
  expect((await harness.states(run)).finished ?? 0).toBeLessThanOrEqual(1)
  control.isAttacking = false
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: JOBS })
  expect(control.starts).toBe(JOBS)
})

// Would catch: any mixture of such answers that starts a job twice, loses an id, ends a job without evidence, or never ends.
test.each([1, 2, 3, 4])(
  'whatever comes in between (seed %i), no job is sent twice, and all come to an end',
  async (seed) => {
    const random = seeded(seed * 7919)
    const page = {
      headers: { 'content-type': 'text/html' },
      body: Buffer.from('<html><body>Sign in</body></html>'),
    }
    const attacks: readonly Attack[] = [
      () => page,
      () => ({ ...page, status: 404 }),
      (url) => (isStart(url) ? null : { status: 404, body: json({ error: 'gone' }) }),
      () => ({ status: 403, body: json({ error: 'no' }) }),
      () => ({ body: json({ status: 'error', code: 7 }) }),
      (url) =>
        isStart(url) ? null : { body: json({ jobid: 'another-job', status: 'Finished', results: {} }) },
      refusing(() => ({ 'retry-after': '0' })),
      () => ({ status: 500, headers: {} }),
      (_url, _turn, honest) => ({ body: honest.body.subarray(0, 20) }),
    ]
    const { harness, control, accepted } = await createAttacked((...about) =>
      random() < 0.2 ? (attacks[Math.floor(random() * attacks.length)] ?? (() => null))(...about) : null,
    )
    const run = await harness.run(handles(JOBS))
    const goOn = async (): Promise<boolean> => {
      const { state, counts } = (await harness.journal.reader.run(run.id)) ?? {}
      if (state === 'paused') await harness.engine.resume(run.id)
      return state === 'done' || counts?.started === 0
    }
    const until = harness.clock.now() + 300_000
    await harness.until(async () => (await goOn()) || harness.clock.now() > until)
    control.isAttacking = false
    await harness.until(
      async () => (await goOn()) && (await harness.journal.reader.run(run.id))?.state === 'done',
    )
    const jobs = await harness.jobs(run)
    const ids = jobs.flatMap(({ remoteJobId }) => remoteJobId ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    const unknown = jobs.filter(({ state }) => state === 'unknown').length
    // What the service never saw or refused was sent again; every accepted start is one job's, or that of one that says so.
    expect(ids.length).toBeLessThanOrEqual(accepted())
    expect(accepted() - ids.length).toBeLessThanOrEqual(unknown + control.starts - jobs.length)
    for (const { state } of jobs) expect(['finished', 'unknown', 'rejected']).toContain(state)
  },
)
