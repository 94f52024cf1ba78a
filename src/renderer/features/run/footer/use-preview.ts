import { useEffect, useState } from 'react'
import { sourcesOf, type DraftPlan } from '#renderer/stores/draft/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'
import type { Connection } from '#shared/model/connection.ts'

/** Requests shown when the strip is opened. */
const SHOWN = 20
/** Typing and ticking do not ask on every key. */
const SETTLED_MS = 120

export interface Preview {
  readonly told: RunPreview | null
  readonly error: AppError | null
  /** False while what is known belongs to another connection or workflow. */
  readonly current: boolean
}

interface Known {
  readonly connection: Connection
  readonly workflowId: string
  readonly told: RunPreview | null
  readonly error: AppError | null
}

/** What main says of the plan, asked anew whenever the sources, the workflow or the connection change. */
export function usePreview(connection: Connection, workflowId: string | undefined, plan: DraftPlan): Preview {
  const ask = useRuns((store) => store.preview)
  const [known, setKnown] = useState<Known | null>(null)
  const current = known !== null && known.connection === connection && known.workflowId === workflowId
  useEffect(() => {
    if (workflowId === undefined) return undefined
    let wanted = true
    const look = async (): Promise<void> => {
      const sources = sourcesOf(plan, SHOWN)
      const total = plan.items.length
      const answer = await ask({ connectionId: connection.id, workflowId, sources, total })
      if (!wanted) return
      const told = answer.ok ? { told: answer.data, error: null } : { told: null, error: answer.error }
      setKnown({ connection, workflowId, ...told })
    }
    const timer = setTimeout(() => void look(), current ? SETTLED_MS : 0)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
    // `current` only chooses the delay: its change is no reason to ask again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ask, connection, workflowId, plan])
  return { told: current ? known.told : null, error: current ? known.error : null, current }
}
