import type { AppError } from '#shared/errors/app-error.ts'

/** Ends the reading of a backup that is not restored. */
export class RefusedBackup extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}
