import { parseCdnUrl } from '#shared/model/cdn-url.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** Why a typed text names no workflow. */
export type NoWorkflowId = 'empty' | 'notAnId' | 'otherUrl'

/** A workflow's id as found in a typed or pasted text. `usual` false: it is no UUID, worth a warning. */
export interface TypedWorkflow {
  readonly id: string
  readonly usual: boolean
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Reads an id, or takes it out of a run URL (whose policy and signature are left behind). */
export function workflowIdIn(text: string): Result<TypedWorkflow, NoWorkflowId> {
  const typed = text.trim()
  if (typed === '') return fail('empty')
  if (/^https?:\/\//i.test(typed)) {
    const step = parseCdnUrl(typed)?.tasks.find((task) => task.name === 'run_workflow')
    const id = step?.args['id'] ?? ''
    return id === '' ? fail('otherUrl') : ok(typedWorkflow(id))
  }
  return /[\s/]/.test(typed) ? fail('notAnId') : ok(typedWorkflow(typed))
}

const typedWorkflow = (id: string): TypedWorkflow => ({ id, usual: UUID.test(id) })

/** "67d2…3963" */
export function shortId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`
}
