import { describe, expect, it } from 'vitest'
import { runJob, runPath, startTestSandbox, readStatusText } from './testing/start.ts'
import type { Sandbox } from './index.ts'

const at = (sandbox: Sandbox, path: string, key = sandbox.apiKey): string =>
  `${sandbox.url}/__sandbox/${key}/${path}`

describe('the control surface', () => {
  // Would catch: a request that the ledger does not show, or control requests in it.
  it('shows all that the server saw, and does not count itself', async () => {
    const sandbox = await startTestSandbox({ faults: '500@run:1' })
    await fetch(sandbox.url + runPath())
    const { jobid } = await runJob(sandbox)
    expect(await (await fetch(at(sandbox, 'ledger'))).json()).toEqual({
      runs: sandbox.ledger.runs(),
      uploads: [],
      counts: { run: 2 },
      seen: 2,
      violations: 0,
    })
    const requests = (await (await fetch(at(sandbox, 'requests?endpoint=run'))).json()) as unknown[]
    expect(requests).toMatchObject([{ status: 500 }, { status: 200, jobid }])
    await expect.poll(() => readStatusText(sandbox, jobid), { interval: 5 }).toContain('Finished')
    expect(await (await fetch(at(sandbox, `body/${jobid}`))).text()).toBe(
      await readStatusText(sandbox, jobid),
    )
    expect((await fetch(at(sandbox, 'body/nobody'))).status).toBe(404)
    const { cpuMs } = (await (await fetch(at(sandbox, 'cpu'))).json()) as { readonly cpuMs: number }
    expect(cpuMs).toBeGreaterThan(0)
  })

  // Would catch: a fault list that is ignored, or a typing error that removes the active faults.
  it('faults set from outside act, and a typing error leaves the old ones', async () => {
    const sandbox = await startTestSandbox()
    const set = async (faults: string): Promise<[number, string]> => {
      const answer = await fetch(at(sandbox, 'faults'), { method: 'PUT', body: faults })
      return [answer.status, await answer.text()]
    }
    expect(await set('500@run:2')).toEqual([200, 'In force.'])
    expect((await fetch(sandbox.url + runPath())).status).toBe(500)
    expect(await set('5oo')).toEqual([400, expect.stringContaining('“5oo” is no fault')])
    expect(await (await fetch(at(sandbox, 'faults'))).text()).toBe('500@run:1')
    expect(await set('')).toEqual([200, 'In force.'])
    expect((await fetch(sandbox.url + runPath())).status).toBe(200)
    // The answer to “down” itself still leaves.
    expect(await set('down:10ms')).toEqual([200, 'In force.'])
  })

  // Would catch: an open door for any program on the machine.
  it('nothing can be read or set without the key', async () => {
    const sandbox = await startTestSandbox()
    for (const init of [{}, { method: 'PUT', body: '500' }])
      for (const key of ['', 'Aaaaaaaaaaaaaaaaaaaaaz'])
        expect((await fetch(at(sandbox, 'faults', key), init)).status).toBe(404)
    expect((await fetch(sandbox.url + runPath())).status).toBe(200)
  })

  // Would catch: a sandbox that the network can reach.
  it('it listens on loopback only', async () => {
    const { url } = await startTestSandbox()
    expect(new URL(url).hostname).toBe('127.0.0.1')
    await expect(fetch(url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed')
  })

  // Would catch: a wrong fault in a test that silently means none.
  it('a wrong fault in code throws', async () => {
    const sandbox = await startTestSandbox()
    expect(() => sandbox.setFaults('5oo')).toThrow('“5oo” is no fault')
    await expect(startTestSandbox({ faults: '5oo' })).rejects.toThrow('“5oo” is no fault')
  })
})
