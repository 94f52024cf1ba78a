import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import type { workflowRoutes } from '#shared/ipc/workflows.ts'
import { checkWorkflowId } from '#shared/model/workflow-id.ts'
import { fail, ok } from '#shared/model/result.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import { createWorkflowLearner } from './learn-workflow.ts'

export function createWorkflowHandlers(
  workflows: WorkflowStore,
  secrets: Pick<ConnectionStore, 'isSecret' | 'holdsSecret'>,
  reader: Pick<JournalReader, 'endedOfWorkflow' | 'body'>,
): RouteHandlers<typeof workflowRoutes> {
  const learn = createWorkflowLearner(reader)
  return {
    'workflows.list': ({ connectionId }) => ok(workflows.list(connectionId)),
    'workflows.save': (workflow) => {
      const misplaced = findMisplacedSecret([workflow.id, workflow.name], secrets)
      if (misplaced !== null) return fail(misplaced)
      const { blocked } = checkWorkflowId(workflow.id)
      return blocked === null ? workflows.save(workflow) : fail(blocked)
    },
    'workflows.describe': ({ connectionId, id, ...change }) => {
      const texts = [change.note ?? '', change.taskName?.name ?? '']
      const misplaced = findMisplacedSecret(texts, secrets)
      return misplaced === null ? workflows.describe(connectionId, id, change) : fail(misplaced)
    },
    'workflows.learned': async ({ connectionId, id }) => ok(await learn(connectionId, id)),
    'workflows.remove': ({ connectionId, id }) => workflows.remove(connectionId, id),
  }
}
