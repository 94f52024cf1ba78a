import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import type { workflowRoutes } from '#shared/ipc/workflows.ts'
import { checkWorkflowId } from '#shared/model/workflow-id.ts'
import { fail, ok } from '#shared/model/result.ts'

export function createWorkflowHandlers(workflows: WorkflowStore): RouteHandlers<typeof workflowRoutes> {
  return {
    'workflows.list': ({ connectionId }) => ok(workflows.list(connectionId)),
    'workflows.save': (workflow) => {
      const { blocked } = checkWorkflowId(workflow.id)
      return blocked === null ? workflows.save(workflow) : fail(blocked)
    },
    'workflows.remove': ({ connectionId, id }) => workflows.remove(connectionId, id),
  }
}
