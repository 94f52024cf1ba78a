import { fail, ok, type Result } from '#shared/model/result.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { checkWorkflowId, workflowIdOfRunUrl } from '#shared/model/workflow-id.ts'

/** Why a typed text names no workflow. */
export type NoWorkflowId = 'empty' | 'notAnId' | 'otherUrl'

/** A workflow's id as found in a typed or pasted text. `usual` is false when it is no UUID; then the screen warns. */
export interface TypedWorkflow {
  readonly id: string
  readonly usual: boolean
}

/** Reads an id, or takes it out of a run URL, whose policy and signature are dropped. */
export function readWorkflowId(text: string): Result<TypedWorkflow, NoWorkflowId> {
  const typed = unwrapId(text)
  if (typed === '') return fail('empty')
  const id = isUrl(typed) ? workflowIdOfRunUrl(typed) : typed
  if (id === null) return fail('otherUrl')
  const { blocked, warning } = checkWorkflowId(id)
  return blocked === null ? ok({ id, usual: warning === null }) : fail('notAnId')
}

/** A typed text as a field keeps it: of a run URL only the id, since the rest may hold secrets. */
export function withoutRunUrl(text: string): string {
  return isUrl(text.trim()) ? (workflowIdOfRunUrl(text) ?? text) : text
}

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text)

/** "67d2…3963" */
export function shortenId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`
}
