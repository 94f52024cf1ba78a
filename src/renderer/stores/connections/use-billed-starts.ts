import { request } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { BilledStarts } from '#shared/model/run.ts'

const POLL_INTERVAL_MS = 5_000

/** Billed starts of a connection, kept up to date while the component is mounted; null until they are there. */
export function useBilledStarts(connectionId: string): BilledStarts | null {
  return useRequest([connectionId], () => request('runs.billedStarts', { connectionId }), {
    pollMs: POLL_INTERVAL_MS,
  }).data
}
