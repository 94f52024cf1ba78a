import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Can a workflow with this id be run? Ids are UUIDs in practice, yet a published sample is not valid hex
 * (filestack-api.md §2): one of another shape is warned of, not refused.
 */
export function checkWorkflowId(id: string): {
  readonly blocked: AppError | null
  readonly warning: AppError | null
} {
  const trimmed = id.trim()
  if (trimmed === '') return { blocked: appError('workflow.missing'), warning: null }
  if (/[\s/]/.test(trimmed)) return { blocked: appError('workflow.invalidId'), warning: null }
  return { blocked: null, warning: UUID.test(trimmed) ? null : appError('workflow.unusualId') }
}
