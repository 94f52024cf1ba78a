import { fileTrouble, readErrorCode } from '#main/files/walk/rejected-path.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { unreadableListWords } from '#shared/text/files.ts'

/** Why a list cannot be read. */
export type UnreadableReason = keyof typeof unreadableListWords

/** Ends the reading of a list. */
export class ListFailure extends Error {
  readonly error: AppError
  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}

export const createUnreadable = (reason: UnreadableReason): AppError =>
  appError('list.unreadable', { reason: unreadableListWords[reason] })

/** One clear sentence for whatever a damaged list makes its reader say. */
export function toListError(cause: unknown): AppError {
  if (cause instanceof ListFailure) return cause.error
  // The system's codes; a damaged archive has others.
  return /^E[A-Z]+$/.test(readErrorCode(cause)) ? fileTrouble(cause) : createUnreadable('damaged')
}

/** Why a thread that reads a list died. */
export const toDeathReason = (cause: unknown): 'tooLarge' | 'damaged' =>
  readErrorCode(cause) === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooLarge' : 'damaged'
