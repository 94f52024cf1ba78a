import { z } from 'zod'
import { MAX_NOTE_LENGTH } from '#shared/model/bounds.ts'
import type { LearnedWorkflow } from '#shared/model/learned-workflow.ts'
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
  /** What the person says of it: a note, the name of a task (an empty one removes it), that a change was seen. */
  'workflows.describe': route<Workflow>()(
    z.object({
      connectionId: z.string(),
      id: workflowId,
      note: z.string().trim().max(MAX_NOTE_LENGTH).nullable().optional(),
      taskName: z.object({ key: z.string().min(1).max(500), name: z.string().trim().max(120) }).optional(),
      seenChangeAt: z.number().int().optional(),
    }),
  ),
  /** What the history knows of it. */
  'workflows.learned': route<LearnedWorkflow>()(z.object({ connectionId: z.string(), id: workflowId })),
  'workflows.remove': route<null>()(z.object({ connectionId: z.string(), id: workflowId })),
}
