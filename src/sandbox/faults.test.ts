import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  createFakeClock,
  HANDLE,
  runJob,
  runPath,
  startTestSandbox,
  START_MS,
  readStatus,
  statusPath,
} from './testing/start.ts'
import { Wire, type Received } from './testing/wire.ts'

/** Each fault that answers in place of the real answer: its status, and what must be in head or body. */
const ANSWERS: readonly (readonly [string, number, RegExp])[] = [
  ['html', 200, /<!DOCTYPE html>/],
  ['html-502', 502, /<h1>502/],
  ['text', 200, /^Something went wrong$/m],
  ['empty', 200, /"content-length":"0"/],
  ['redirect', 302, /"location":"\/.*again=1"/],
  ['error-200', 200, /"error":"Workflow could not be processed"/],
  ['400', 400, /"error":"Unsupported conversion"/],
  ['401', 401, /"error":"Invalid Policy","c":"[-0-9a-f]{36}"/],
  ['403', 403, /"error":"Invalid App policy","c":"[-0-9a-f]{36}"/],
  ['404', 404, /File not found/],
  ['407', 407, /"proxy-authenticate":"Basic/],
  ['410', 410, /Gone/],
  ['429', 429, /"filestack-remaining":"0","filestack-reset":"\d{10}"/],
  ['429-retry-after', 429, /"retry-after":"1"/],
  ['500', 500, /Internal server error/],
  ['502', 502, /Bad gateway/],
  ['503', 503, /"filestack-remaining":"0"/],
  ['503-retry-after', 503, /"retry-after":"1"/],
]

/** Those without the headers that would make a repeat safe. */
const BARE: readonly (readonly [string, number])[] = [
  ['429-bare', 429],
  ['503-bare', 503],
]

const shown = ({ headers, body }: Received): string => `${JSON.stringify(headers)}\n${body}`

async function wireTo(port: number): Promise<Wire> {
  return await Wire.open(port)
}

describe('faults that answer', () => {
  // Would catch: a fault that does not show, or a job that starts all the same.
  it.each(ANSWERS)('a client gets %s, and no job starts', async (kind, status, seen) => {
    const sandbox = await startTestSandbox({ faults: `${kind}@run:1` })
    const wire = await wireTo(sandbox.port)
    const first = await wire.get(runPath())
    expect(first.status).toBe(status)
    expect(shown(first)).toMatch(seen)
    expect(sandbox.ledger.runs()).toEqual([])
    expect(sandbox.ledger.requests()[0]).toMatchObject({ status, accepted: false, fault: `${kind}@run:1` })
    expect((await wire.get(runPath())).status).toBe(200)
    wire.close()
  })

  // Would catch: rate headers where the service has none.
  it.each(BARE)('%s does not say when to come back', async (kind, status) => {
    const sandbox = await startTestSandbox({ faults: `${kind}@run` })
    const wire = await wireTo(sandbox.port)
    const { headers, ...answer } = await wire.get(runPath())
    expect(answer.status).toBe(status)
    expect(Object.keys(headers).filter((name) => /filestack|retry/.test(name))).toEqual([])
    wire.close()
  })

  // Would catch: a hidden answer whose job does not exist.
  it('“+accepted” starts the job whose answer it hides', async () => {
    const sandbox = await startTestSandbox({ faults: '500@run+accepted:1' })
    expect((await fetch(sandbox.url + runPath())).status).toBe(500)
    expect(sandbox.ledger.runs()).toMatchObject([{ source: HANDLE }])
  })

  // Would catch: a fault that hits another endpoint.
  it('a fault acts on its own endpoint only', async () => {
    const sandbox = await startTestSandbox({ faults: '500@status:1' })
    const { jobid } = await runJob(sandbox)
    expect((await fetch(sandbox.url + statusPath(sandbox, jobid))).status).toBe(500)
    expect((await fetch(sandbox.url + statusPath(sandbox, jobid))).status).toBe(200)
  })

  // Would catch: a fault that fires always or never.
  it('a probability is kept, and is the same again for the same seed', async () => {
    const statuses = async (): Promise<number[]> => {
      const sandbox = await startTestSandbox({ faults: '500@run:40%', seed: 7 })
      const wire = await wireTo(sandbox.port)
      const seen: number[] = []
      for (let i = 0; i < 60; i++) seen.push((await wire.get(runPath())).status)
      wire.close()
      return seen
    }
    const first = await statuses()
    expect(await statuses()).toEqual(first)
    const hits = first.filter((status) => status === 500).length
    expect(hits).toBeGreaterThan(12)
    expect(hits).toBeLessThan(36)
  })
})

describe('faults of the connection', () => {
  const CUTS = [
    ['reset-before-accept', 'fresh', 0],
    ['reset-before-accept', 'reused', 0],
    ['reset-after-accept', 'fresh', 1],
    ['reset-after-accept', 'reused', 1],
  ] as const

  // Would catch: a reset that answers, or that starts another number of jobs.
  it.each(CUTS)(
    '%s on a %s connection gives no answer and starts the right number of jobs',
    async (kind, on, runs) => {
      const sandbox = await startTestSandbox({ faults: `${kind}+${on}:1` })
      const wire = await wireTo(sandbox.port)
      if (on === 'reused') expect((await wire.get(runPath())).status).toBe(200)
      const before = sandbox.ledger.runs().length
      expect((await wire.get(runPath())).end).toBe('reset')
      expect(sandbox.ledger.runs().length - before).toBe(runs)
      expect(sandbox.ledger.requests().at(-1)).toMatchObject({
        status: null,
        accepted: runs === 1,
        connection: 1,
        nth: on === 'reused' ? 2 : 1,
      })
    },
  )

  // Would catch: a cut that a client cannot notice.
  it('a cut body names its true length and stops half-way', async () => {
    const sandbox = await startTestSandbox({ faults: 'cut@run:1' })
    const wire = await wireTo(sandbox.port)
    const { end, headers, body } = await wire.get(runPath())
    expect(end).not.toBe('whole')
    expect(body.length).toBe(Number(headers['content-length']) >> 1)
    expect(body).toMatch(/^{"createdAt"/)
    expect(sandbox.ledger.runs()).toHaveLength(1)
  })

  // Would catch: a refused connection whose request is carried out.
  it('“refuse” resets a connection before anything is read', async () => {
    const sandbox = await startTestSandbox({ faults: 'refuse:1' })
    // The reset may meet the client while it still connects.
    const wire = await wireTo(sandbox.port).catch(() => null)
    expect((await wire?.get(runPath()))?.status ?? 0).toBe(0)
    expect(sandbox.ledger.counts()).toEqual({ connection: 1 })
    expect((await fetch(sandbox.url + runPath())).status).toBe(200)
  })

  // Would catch: a listener that stays open, or never comes back.
  it('“down” closes the listener and every connection, and comes back', async () => {
    const sandbox = await startTestSandbox()
    const wire = await wireTo(sandbox.port)
    await wire.get(runPath())
    sandbox.setFaults('down:80ms')
    await expect(wireTo(sandbox.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect((await wire.get(runPath())).status).toBe(0)
    await expect
      .poll(async () => (await fetch(sandbox.url + runPath()).catch(() => null))?.status, { interval: 10 })
      .toBe(200)
  })

  // Would catch: a closed sandbox that listens again.
  it('a sandbox that is closed while it is down stays closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const sandbox = await startTestSandbox({ faults: 'down:20ms' })
    expect(vi.getTimerCount()).toBe(1)
    await sandbox.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('faults beside the answer', () => {
  // Would catch: a delay before the job starts.
  it('“slow” starts the job at once and answers late', async () => {
    const sandbox = await startTestSandbox({ faults: 'slow@run:60ms' })
    const from = performance.now()
    const answer = fetch(sandbox.url + runPath())
    await expect.poll(() => sandbox.ledger.runs().length, { interval: 2 }).toBe(1)
    expect((await answer).status).toBe(200)
    expect(performance.now() - from).toBeGreaterThanOrEqual(59)
  })

  // Would catch: a clock that is right in spite of the fault.
  it('“skew” moves the Date header', async () => {
    const sandbox = await startTestSandbox({ now: createFakeClock().now, faults: 'skew:-24h' })
    const { headers } = await fetch(sandbox.url + runPath())
    expect(Date.parse(headers.get('date') ?? '')).toBe(START_MS - 86_400_000)
  })

  // Would catch: a final state with an unknown name.
  it('“reticulating” renames a running state and no final one', async () => {
    const clock = createFakeClock()
    const sandbox = await startTestSandbox({ now: clock.now, lengthFactor: 1, faults: 'reticulating' })
    const { jobid } = await runJob(sandbox)
    expect((await readStatus(sandbox, jobid)).status).toBe('Reticulating')
    clock.advance(2000)
    expect((await readStatus(sandbox, jobid)).status).toBe('Finished')
  })
})
