import { beforeEach, expect, test, vi } from 'vitest'
import type { Events } from '#shared/ipc/contract.ts'
import type { RateStatus } from '#shared/model/run.ts'
import { gaugeOf } from './gauge.ts'
import { hearPace, usePace } from './index.ts'

const pace = (more: Partial<RateStatus>): RateStatus => ({
  connectionId: 'c',
  closedUntil: null,
  because: null,
  inFlight: 0,
  allowed: 32,
  perSecond: 10,
  ...more,
})
const shown = (now: number) => gaugeOf(usePace.getState().held['c'] ?? pace({}), now)
let tell: (payload: Events['rateStatuses.changed']) => void = () => undefined

beforeEach(() => {
  usePace.setState({ held: {} })
  vi.stubGlobal('window', {
    api: {
      request: () => Promise.resolve({ ok: true, data: [pace({ closedUntil: 30_000, because: 'rate' })] }),
      on: (_topic: string, hear: typeof tell) => {
        tell = hear
        return () => undefined
      },
    },
  })
  hearPace()
})

// Would catch: a window opened during a closed minute that shows nothing until the next message.
test('a connection that is held back is told at once, with its time', async () => {
  await usePace.getState().load()
  expect(shown(10_000)).toEqual({ kind: 'limited', until: 30_000 })
})

// Would catch: a line that flickers several times a second at ten requests a second.
test('short pauses one after the other are one steady sentence', () => {
  tell({ rateStatuses: [pace({ closedUntil: 1_700, because: 'rate' })] })
  expect(shown(1_000)).toEqual({ kind: 'atLimit' })
  tell({ rateStatuses: [pace({})] })
  expect(shown(2_000)).toEqual({ kind: 'atLimit' })
  expect(shown(6_699)).toEqual({ kind: 'atLimit' })
  expect(shown(6_700)).toBeNull()
})

// Would catch: “limited until 14:03:20” at 14:03:21.
test('a time that has passed is not told', () => {
  tell({ rateStatuses: [pace({ closedUntil: 30_000, because: 'rate' })] })
  expect(shown(29_000)).toEqual({ kind: 'atLimit' })
  expect(shown(40_000)).toBeNull()
})

// Would catch: “no connection” left standing when the network is back, or told as a limit of the service.
test('a lost network is told until it is back', () => {
  tell({ rateStatuses: [pace({ closedUntil: 9_000, because: 'network' })] })
  expect(shown(8_500)).toEqual({ kind: 'offline', until: 9_000 })
  tell({ rateStatuses: [pace({})] })
  expect(shown(8_600)).toBeNull()
})
