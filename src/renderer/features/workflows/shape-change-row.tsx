import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { LearnedWorkflow } from '#shared/model/learned-workflow.ts'
import type { Workflow } from '#shared/model/workflow.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'
import { formatDay } from './format-day.ts'

interface ShapeChangeRowProps {
  readonly workflow: Workflow
  readonly learned: LearnedWorkflow | null
  /** Unix ms. */
  readonly now: number
}

/** Under a workflow: from when on its results have other tasks, until the person has seen it. */
export function ShapeChangeRow({ workflow, learned, now }: ShapeChangeRowProps) {
  const describe = useWorkflows((store) => store.describe)
  const change = learned?.change ?? null
  const { connectionId, id, seenChangeAt } = workflow
  if (change === null || (seenChangeAt !== null && change.at <= seenChangeAt)) return null
  return (
    <tr>
      <td colSpan={7} className="px-3 pb-2">
        <Banner
          tone="warning"
          action={
            <Button small onClick={() => void describe(connectionId, id, { seenChangeAt: change.at })}>
              {words.changeSeen}
            </Button>
          }
        >
          {words.change(change, formatDay(change.at, now))}
        </Banner>
      </td>
    </tr>
  )
}
