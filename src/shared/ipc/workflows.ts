import { z } from 'zod'
import type { Workflow } from '#shared/model/workflow.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { route } from './route.ts'

const workflowId = z.string().max(256).transform(unwrapId).pipe(z.string().min(1).max(128))

export const workflowRoutes = {
  'workflows.list': route<readonly Workflow[]>()(z.object({ connectionId: z.string() })),
  /** Adds or renames. */
  'workflows.save': route<Workflow>()(
    z.object({ connectionId: z.string(), id: workflowId, name: z.string().trim().min(1).max(120) }),
  ),
  'workflows.remove': route<null>()(z.object({ connectionId: z.string(), id: workflowId })),
}
