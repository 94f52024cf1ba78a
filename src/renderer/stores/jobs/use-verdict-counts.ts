import { request } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { VerdictCounts } from '#shared/model/run.ts'

/** Jobs may end while the counts are shown, so they are asked for again after this time. */
const POLL_INTERVAL_MS = 5_000

/** How many jobs of a list have each verdict; null until that is known. A verdict in the filter is ignored. */
export function useVerdictCounts(filter: JobFilterInput): VerdictCounts | null {
  const key = JSON.stringify(filter)
  const { data } = useRequest([key], () => countVerdicts(filter), {
    pollMs: POLL_INTERVAL_MS,
    pausesWhenHidden: true,
    keepPrevious: true,
  })
  return data
}

async function countVerdicts(filter: JobFilterInput): Promise<Result<VerdictCounts>> {
  const count = (verdict: 'flagged' | 'clear'): Promise<Result<number>> =>
    request('jobs.count', { filter: { ...filter, query: `${filter.query ?? ''} verdict:${verdict}`.trim() } })
  const [flagged, clear] = await Promise.all([count('flagged'), count('clear')])
  if (!flagged.ok) return flagged
  return clear.ok ? ok({ flagged: flagged.data, clear: clear.data }) : clear
}
