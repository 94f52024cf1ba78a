import { expect, test, vi } from 'vitest'
import { REQUEST_CHANNEL } from '#shared/ipc/contract.ts'
import { ok } from '#shared/model/result.ts'
import { openRouter } from './router.ts'

type Handler = (event: { senderFrame: object | null }, name: unknown, input: unknown) => unknown

const channels = vi.hoisted(() => new Map<string, Handler>())
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => channels.set(channel, handler) },
}))

const ORIGIN = 'app://flowbench'

// Would catch: a router that asks the handlers before, or without, looking at who asks.
test('only a request of the top frame of our own origin reaches a handler; all others are refused and reported', async () => {
  const dispatched: unknown[] = []
  const refused: string[] = []
  openRouter({
    origin: ORIGIN,
    dispatch: async (name) => {
      dispatched.push(name)
      return ok(null)
    },
    onRefused: (origin) => refused.push(origin),
  })
  const ask = async (senderFrame: object | null): Promise<unknown> =>
    channels.get(REQUEST_CHANNEL)?.({ senderFrame }, 'jobs.get', { jobId: '1' })
  const top = { parent: null, origin: ORIGIN }
  const forged = [{ parent: top, origin: ORIGIN }, { parent: null, origin: 'https://evil.example' }, null]
  for (const frame of forged) {
    expect(await ask(frame)).toMatchObject({ ok: false, error: { code: 'ipc.refused' } })
  }
  expect(dispatched).toEqual([])
  expect(refused).toEqual([ORIGIN, 'https://evil.example', 'a closed frame'])
  expect(await ask(top)).toEqual(ok(null))
  expect(dispatched).toEqual(['jobs.get'])
})
