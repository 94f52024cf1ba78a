import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { parseCdnUrl } from './cdn-url.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MAX_ID_LENGTH = 128

/**
 * Can a workflow with this id be run? Ids are UUIDs in practice, yet a published sample is not valid hex
 * (docs/filestack-api.md §2): one of another shape is warned of, not refused. What would end the id inside a request's
 * path (a blank, a slash, a comma, a query) is refused. Blanks around it do not count.
 */
export function checkWorkflowId(id: string): {
  readonly blocked: AppError | null
  readonly warning: AppError | null
} {
  const trimmed = id.trim()
  if (trimmed === '') return { blocked: appError('workflow.missing'), warning: null }
  if (/[\s/\\,?#]/.test(trimmed) || trimmed.length > MAX_ID_LENGTH) {
    return { blocked: appError('workflow.invalidId'), warning: null }
  }
  return { blocked: null, warning: UUID.test(trimmed) ? null : appError('workflow.unusualId') }
}

/** The workflow id of a pasted run URL, `…/run_workflow=id:<id>/…`; null when the text is none. */
export function workflowIdOfRunUrl(pasted: string): string | null {
  const run = parseCdnUrl(pasted.trim())?.tasks.find((task) => task.name === 'run_workflow')
  const id = run?.args['id']
  return id === undefined || checkWorkflowId(id).blocked !== null ? null : id
}
