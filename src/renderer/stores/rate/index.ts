import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { RateStatus } from '#shared/model/run.ts'
import { toRateGauge, type RateGauge, type RateClosing } from './rate-gauge.ts'

export type { RateGauge } from './rate-gauge.ts'

interface RateStatusStore {
  /** The last time that requests were held back, by connection. */
  readonly closings: Readonly<Record<string, RateClosing>>
  readonly load: () => Promise<void>
}

/** What holds the requests of each connection back, as main reports it. */
export const useRateStatuses = create<RateStatusStore>()((set) => ({
  closings: {},
  async load() {
    const answer = await request('runs.rateStatuses', undefined)
    if (answer.ok) set(({ closings }) => ({ closings: withRateStatuses(closings, answer.data) }))
  },
}))

const OPEN: RateClosing = { closedUntil: null, because: null }

/** What the gauge of a connection says at `now` (Unix ms); null when nothing holds it back. */
export function useRateGauge(connectionId: string, now: number): RateGauge | null {
  const closing = useRateStatuses((store) => store.closings[connectionId] ?? OPEN)
  return toRateGauge(closing, now)
}

/** Follows the rate statuses; the returned function ends it. */
export const subscribeRateStatuses = (): (() => void) =>
  subscribe('rateStatuses.changed', ({ rateStatuses }) =>
    useRateStatuses.setState(({ closings }) => ({ closings: withRateStatuses(closings, rateStatuses) })),
  )

/** Keeps the last closing of a connection when it opens again (`toRateGauge`). When the network is back, its pause ends at once. */
function withRateStatuses(
  closings: RateStatusStore['closings'],
  statuses: readonly RateStatus[],
): RateStatusStore['closings'] {
  const next = { ...closings }
  for (const { connectionId, closedUntil, because } of statuses) {
    const wasOffline = next[connectionId]?.because === 'network'
    if (closedUntil !== null || wasOffline) next[connectionId] = { closedUntil, because }
  }
  return next
}
