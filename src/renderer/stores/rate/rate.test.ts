import { beforeEach, expect, test, vi } from 'vitest'
import type { Events } from '#shared/ipc/contract.ts'
import type { RateStatus } from '#shared/model/run.ts'
import { toRateGauge } from './rate-gauge.ts'
import { subscribeRateStatuses, useRateStatuses } from './index.ts'

const rateStatus = (more: Partial<RateStatus>): RateStatus => ({
  connectionId: 'c',
  closedUntil: null,
  because: null,
  inFlight: 0,
  allowed: 32,
  perSecond: 10,
  ...more,
})
const shown = (now: number) => toRateGauge(useRateStatuses.getState().closings['c'] ?? rateStatus({}), now)
let send: (payload: Events['rateStatuses.changed']) => void = () => undefined

beforeEach(() => {
  useRateStatuses.setState({ closings: {} })
  vi.stubGlobal('window', {
    api: {
      request: () =>
        Promise.resolve({ ok: true, data: [rateStatus({ closedUntil: 30_000, because: 'rate' })] }),
      on: (_topic: string, callback: typeof send) => {
        send = callback
        return () => undefined
      },
    },
  })
  subscribeRateStatuses()
})

// Would catch: a window opened during a closed minute that shows nothing until the next message.
test('a connection that is held back is shown at once, with its time', async () => {
  await useRateStatuses.getState().load()
  expect(shown(10_000)).toEqual({ kind: 'limited', until: 30_000 })
})

// Would catch: a line that flickers several times a second at ten requests a second.
test('several short pauses are shown as one steady sentence', () => {
  send({ rateStatuses: [rateStatus({ closedUntil: 1_700, because: 'rate' })] })
  expect(shown(1_000)).toEqual({ kind: 'atLimit' })
  send({ rateStatuses: [rateStatus({})] })
  expect(shown(2_000)).toEqual({ kind: 'atLimit' })
  expect(shown(6_699)).toEqual({ kind: 'atLimit' })
  expect(shown(6_700)).toBeNull()
})

// Would catch: “limited until 14:03:20” at 14:03:21.
test('a time that has passed is not shown', () => {
  send({ rateStatuses: [rateStatus({ closedUntil: 30_000, because: 'rate' })] })
  expect(shown(29_000)).toEqual({ kind: 'atLimit' })
  expect(shown(40_000)).toBeNull()
})

// Would catch: “no connection” left standing when the network is back, or told as a limit of the service.
test('a lost network is shown until it is back', () => {
  send({ rateStatuses: [rateStatus({ closedUntil: 9_000, because: 'network' })] })
  expect(shown(8_500)).toEqual({ kind: 'offline', until: 9_000 })
  send({ rateStatuses: [rateStatus({})] })
  expect(shown(8_600)).toBeNull()
})
