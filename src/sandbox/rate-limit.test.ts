import { describe, expect, it } from 'vitest'
import { createFakeClock, HANDLE, runPath, startTestSandbox, START_MS } from './testing/start.ts'

const SECOND = START_MS / 1000

describe('a rate limit', () => {
  // Would catch: too many requests, or a wrong window.
  it('allows so many requests a second, says when the next second begins, and allows again', async () => {
    const clock = createFakeClock()
    const sandbox = await startTestSandbox({ now: clock.now, faults: 'limit:2' })
    const ask = async (): Promise<(string | number | null)[]> => {
      const { status, headers } = await fetch(sandbox.url + runPath())
      return [
        status,
        headers.get('filestack-limit'),
        headers.get('filestack-remaining'),
        headers.get('filestack-reset'),
      ]
    }
    expect(await ask()).toEqual([200, '2', '1', String(SECOND + 1)])
    expect(await ask()).toEqual([200, '2', '0', String(SECOND + 1)])
    expect(sandbox.ledger.violations).toBe(0)
    expect(await ask()).toEqual([429, '2', '0', String(SECOND + 1)])
    expect(sandbox.ledger.violations).toBe(1)
    clock.advance(1000)
    expect(await ask()).toEqual([200, '2', '1', String(SECOND + 2)])
    expect(sandbox.ledger.violations).toBe(1)
    expect(sandbox.ledger.runs()).toHaveLength(3)
  })

  // Would catch: a violation by a client that could not know.
  it('“limit-bare” has no headers, and counts no violation', async () => {
    const sandbox = await startTestSandbox({ now: createFakeClock().now, faults: 'limit-bare:1' })
    const answers = [await fetch(sandbox.url + runPath()), await fetch(sandbox.url + runPath())]
    expect(answers.map(({ status }) => status)).toEqual([200, 429])
    expect(answers.some(({ headers }) => headers.has('filestack-remaining'))).toBe(false)
    expect(sandbox.ledger.violations).toBe(0)
  })

  // Would catch: an early request that nobody notices.
  it.each(['429@run:1', '429-retry-after@run:1', '503@run:1', '503-retry-after@run:1'])(
    'a request inside the window that %s closed counts as a violation',
    async (faults) => {
      const clock = createFakeClock()
      const sandbox = await startTestSandbox({ now: clock.now, faults })
      await fetch(sandbox.url + runPath())
      clock.advance(999)
      await fetch(`${sandbox.url}/api/file/${HANDLE}/metadata`)
      expect(sandbox.ledger.violations).toBe(1)
      clock.advance(1)
      await fetch(sandbox.url + runPath())
      expect(sandbox.ledger.violations).toBe(1)
      expect(sandbox.ledger.requests().map(({ early }) => early)).toEqual([false, true, false])
    },
  )
})
