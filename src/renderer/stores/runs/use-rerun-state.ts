import { request } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import { countUnderWay, type Run } from '#shared/model/run.ts'
import { useRuns } from './index.ts'
import { countDone, countFailed } from './speed.ts'

const POLL_INTERVAL_MS = 2_000
/** The rest after an answer, in ms for each ms that the answer took. */
const REST_MS_PER_MS = 4

/** Which failed jobs of a run were run again, and which are still failed; null while it is not known, or nothing failed. */
export function useRerunState(run: Run): RerunPreview | null {
  const failed = countFailed(run.counts)
  /** How far the reruns are that the window has seen. */
  const progress = useRuns((store) =>
    Object.values(store.runs)
      .filter(({ retryOf }) => retryOf !== null)
      .map(({ id, state }) => `${id} ${state}`)
      .join(),
  )
  const isMoving = useRuns((store) =>
    Object.values(store.runs).some(
      (other) => other.retryOf !== null && (other.state !== 'done' || countUnderWay(other) > 0),
    ),
  )
  const { data, key } = useRequest(
    failed === 0 ? null : [run.id, failed, isMoving ? -1 : countDone(run.counts), progress],
    () =>
      request('runs.rerunPreview', {
        from: { kind: 'run', runId: run.id },
        includeUnknown: false,
      }),
    {
      pollMs: isMoving ? (tookMs) => POLL_INTERVAL_MS + tookMs * REST_MS_PER_MS : null,
      pausesWhenHidden: true,
      keepPrevious: true,
    },
  )
  return failed > 0 && key?.[0] === run.id ? data : null
}

/** The jobs that no rerun has finished or is at work on: in this run they stay failed, whatever another run did with their source. */
export const countStillFailed = ({ jobs, elsewhere }: RerunPreview): number => jobs + elsewhere
