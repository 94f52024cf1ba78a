import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'

/** The code of a file system's error ("ENOENT"); empty for anything else. */
export const readErrorCode = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** The error codes of the system, in words for a person. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'its rights do not allow it',
  EPERM: 'its rights do not allow it',
  EBUSY: 'another program holds it',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its path is too long',
  EIO: 'the disk reports an error',
}

export function describeReason(cause: unknown): string {
  return REASONS[readErrorCode(cause)] ?? (cause instanceof Error ? cause.message : String(cause))
}

/** Why a file cannot be used: it is gone, or it cannot be read. */
export function fileTrouble(cause: unknown): AppError {
  const code = readErrorCode(cause)
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? appError('upload.vanished')
    : appError('upload.unreadable', { reason: describeReason(cause) })
}
