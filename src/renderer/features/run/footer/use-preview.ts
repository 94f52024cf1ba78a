import { useRequest } from '#renderer/lib/use-request.ts'
import { toSourceInputs, type DraftPlan } from '#renderer/stores/draft/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'

/** Requests that are listed when the strip is opened. */
const MAX_REQUESTS_SHOWN = 20
/** While the person types and ticks, main is not asked for every change. */
const PREVIEW_DELAY_MS = 120

interface PreviewState {
  /** Null until main has answered for this connection and workflow. */
  readonly preview: RunPreview | null
  readonly error: AppError | null
}

/** What main says of the plan. It is asked anew whenever the sources, the workflow or the connection change. */
export function usePreview(
  connection: Connection,
  workflowId: string | undefined,
  plan: DraftPlan,
): PreviewState {
  const previewRun = useRuns((store) => store.preview)
  const isSameRun = (key: readonly unknown[] | null): boolean =>
    key !== null && key[0] === connection && key[1] === workflowId
  const { data, error, key } = useRequest(
    workflowId === undefined ? null : ([connection, workflowId, plan] as const),
    () =>
      previewRun({
        connectionId: connection.id,
        workflowId: workflowId ?? '',
        sources: toSourceInputs(plan, MAX_REQUESTS_SHOWN),
        total: plan.items.length,
      }),
    { keepPrevious: true, debounceMs: (lastKey) => (isSameRun(lastKey) ? PREVIEW_DELAY_MS : 0) },
  )
  return isSameRun(key) ? { preview: data, error } : { preview: null, error: null }
}
