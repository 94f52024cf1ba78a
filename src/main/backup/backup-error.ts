import { toStorageError } from '#main/storage/journal/storage-failure.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

/** Ends the reading of a backup that is not restored. */
export class RefusedBackup extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}

/** An error of the file system, or that it was stopped: neither our own refusal nor what a library says of its consequence. */
export const isOfSystem = (cause: unknown): boolean =>
  cause instanceof Error && ('syscall' in cause || cause.name === 'AbortError')

/** Why a backup was not written or not restored. Throws what no person could mend. */
export function toBackupError(cause: unknown): AppError {
  if (cause instanceof RefusedBackup) return cause.error
  if (cause instanceof Error && cause.name === 'AbortError') return appError('backup.stopped')
  const error = toStorageError(cause)
  if (error === null) throw cause
  if (error.code === 'journal.diskFull') return appError('backup.diskFull')
  return error.code === 'journal.unwritable'
    ? appError('backup.failed', { reason: cause instanceof Error ? cause.message : String(cause) })
    : error
}
