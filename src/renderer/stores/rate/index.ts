import { create } from 'zustand'
import { ask, on } from '#renderer/client/index.ts'
import type { RateStatus } from '#shared/model/run.ts'
import { gaugeOf, type Gauge, type Held } from './gauge.ts'

export type { Gauge } from './gauge.ts'

interface PaceStore {
  /** How each connection was held back the last time, by connection. */
  readonly held: Readonly<Record<string, Held>>
  readonly load: () => Promise<void>
}

/** What holds the requests of each connection back, as main tells it. */
export const usePace = create<PaceStore>()((set) => ({
  held: {},
  async load() {
    const answer = await ask('runs.rateStatuses', undefined)
    if (answer.ok) set(({ held }) => ({ held: withPaces(held, answer.data) }))
  },
}))

const FREE: Held = { closedUntil: null, because: null }

/** What the gauge of a connection says at `now` (Unix ms); null when nothing holds it back. */
export function useGauge(connectionId: string, now: number): Gauge | null {
  const held = usePace((store) => store.held[connectionId] ?? FREE)
  return gaugeOf(held, now)
}

/** Follows the paces; the returned function ends it. */
export const hearPace = (): (() => void) =>
  on('rateStatuses.changed', ({ rateStatuses }) =>
    usePace.setState(({ held }) => ({ held: withPaces(held, rateStatuses) })),
  )

/** The last closing of a connection is kept when it opens again: see `gaugeOf`. A network that is back is back. */
function withPaces(held: PaceStore['held'], paces: readonly RateStatus[]): PaceStore['held'] {
  const next = { ...held }
  for (const { connectionId, closedUntil, because } of paces) {
    const wasOffline = next[connectionId]?.because === 'network'
    if (closedUntil !== null || wasOffline) next[connectionId] = { closedUntil, because }
  }
  return next
}
