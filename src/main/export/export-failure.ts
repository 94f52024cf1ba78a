import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { JournalError } from '#main/storage/journal/journal.ts'

/** An export ends without a file, as expected. */
export class ExportFailure extends Error {
  readonly error: AppError
  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}

/** What the file system says, and what a person makes of it. */
const DISK_ERRORS = {
  ENOSPC: 'export.diskFull',
  EDQUOT: 'export.diskFull',
  EBUSY: 'export.inUse',
  ETXTBSY: 'export.inUse',
  EACCES: 'export.notAllowed',
  EPERM: 'export.notAllowed',
  EROFS: 'export.notAllowed',
} as const

/** Why a file was not written. `redact` cuts secrets from what the system says. */
export function toExportError(cause: unknown, redact: (text: string) => string): AppError {
  if (cause instanceof ExportFailure || cause instanceof JournalError) return cause.error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (Object.hasOwn(DISK_ERRORS, code)) return appError(DISK_ERRORS[code as keyof typeof DISK_ERRORS])
  const reason = cause instanceof Error ? cause.message : String(cause)
  return appError('export.unwritable', { reason: redact(reason) })
}
