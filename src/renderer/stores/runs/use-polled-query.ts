import { request } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import { ok, type Result } from '#shared/model/result.ts'
import {
  countUnderWay,
  type FailureGroup,
  type Run,
  type RunFigures,
  type StateCounts,
} from '#shared/model/run.ts'
import { countDone, countFailed } from './speed.ts'

const POLL_INTERVAL_MS = 1_000

const readFigures = (runId: string): Promise<Result<RunFigures>> => request('runs.figures', { runId })
const readFailures = (runId: string): Promise<Result<readonly FailureGroup[]>> =>
  request('runs.failures', { runId })

/** The figures of a run, with how many jobs had finished when they were asked for; null until they arrive. */
export function useFigures(run: Run): (RunFigures & { readonly finished: number }) | null {
  const answer = usePolledQuery(run, true, readFigures)
  return answer === null ? null : { ...answer.data, finished: answer.counts.finished }
}

const NO_FAILURES: readonly FailureGroup[] = []

/** Failed and refused jobs of a run by cause. */
export function useFailures(run: Run): readonly FailureGroup[] {
  const hasFailures = countFailed(run.counts) > 0
  const answer = usePolledQuery(run, hasFailures, readFailures)
  return hasFailures ? (answer?.data ?? NO_FAILURES) : NO_FAILURES
}

interface RunAnswer<Data> {
  readonly data: Data
  /** The counts of the run when the request was sent. */
  readonly counts: StateCounts
}

/**
 * Asks main about a run: at most once a second while the run moves and the window is visible, and again when the run
 * comes to rest.
 */
function usePolledQuery<Data>(
  run: Run,
  isWanted: boolean,
  request: (runId: string) => Promise<Result<Data>>,
): RunAnswer<Data> | null {
  const { id, state, counts } = run
  const isMoving = state === 'running' || countUnderWay(run) > 0
  // A run at rest may still change, for example by an upload that is tried again: it is asked once for each change.
  const doneAtRest = isMoving ? null : countDone(counts)
  const { data, key } = useRequest(
    isWanted ? [id, state, isMoving, doneAtRest] : null,
    async (): Promise<Result<RunAnswer<Data>>> => {
      const answer = await request(id)
      return answer.ok ? ok({ data: answer.data, counts }) : answer
    },
    { pollMs: isMoving ? POLL_INTERVAL_MS : null, pausesWhenHidden: true, keepPrevious: true },
  )
  return key?.[0] === id ? data : null
}
