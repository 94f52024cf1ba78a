import { expect, test, vi } from 'vitest'
import { FILES_CHANNEL, REQUEST_CHANNEL } from '#shared/ipc/contract.ts'
import { ok } from '#shared/model/result.ts'
import { openRouter } from './router.ts'

type Handler = (event: { senderFrame: object | null }, ...args: readonly unknown[]) => unknown

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
    addFiles: (paths) => {
      dispatched.push(paths)
      return ok(null)
    },
    onRefused: (origin) => refused.push(origin),
  })
  const ask = async (senderFrame: object | null): Promise<unknown> =>
    channels.get(REQUEST_CHANNEL)?.({ senderFrame }, 'jobs.get', { jobId: '1' })
  const handOver = async (senderFrame: object | null): Promise<unknown> =>
    channels.get(FILES_CHANNEL)?.({ senderFrame }, ['/etc/passwd'])
  const top = { parent: null, origin: ORIGIN }
  const forged = [{ parent: top, origin: ORIGIN }, { parent: null, origin: 'https://evil.example' }, null]
  for (const frame of forged) {
    expect(await ask(frame)).toMatchObject({ ok: false, error: { code: 'ipc.refused' } })
    expect(await handOver(frame)).toMatchObject({ ok: false, error: { code: 'ipc.refused' } })
  }
  expect(dispatched).toEqual([])
  const hosts = [ORIGIN, 'https://evil.example', 'a closed frame']
  expect(refused).toEqual(hosts.flatMap((host) => [host, host]))
  expect(await ask(top)).toEqual(ok(null))
  expect(dispatched).toEqual(['jobs.get'])
})
