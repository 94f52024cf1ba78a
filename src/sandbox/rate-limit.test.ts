import { describe, expect, it } from 'vitest'
import { fakeClock, HANDLE, runPath, sandboxFor, START } from './testing/start.ts'

const SECOND = START / 1000

describe('a rate limit', () => {
  it('lets too much through, tells a wrong window, or refuses the next one', async () => {
    const clock = fakeClock()
    const sandbox = await sandboxFor({ now: clock.now, faults: 'limit:2' })
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

  it('“limit-bare” tells of itself, or counts against a client that cannot know', async () => {
    const sandbox = await sandboxFor({ now: fakeClock().now, faults: 'limit-bare:1' })
    const answers = [await fetch(sandbox.url + runPath()), await fetch(sandbox.url + runPath())]
    expect(answers.map(({ status }) => status)).toEqual([200, 429])
    expect(answers.some(({ headers }) => headers.has('filestack-remaining'))).toBe(false)
    expect(sandbox.ledger.violations).toBe(0)
  })

  it.each(['429@run:1', '429-retry-after@run:1', '503@run:1', '503-retry-after@run:1'])(
    'coming back inside the window that %s closed goes unseen',
    async (faults) => {
      const clock = fakeClock()
      const sandbox = await sandboxFor({ now: clock.now, faults })
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
