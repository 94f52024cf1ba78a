import type { AppError } from '#shared/errors/app-error.ts'

/** The outcome of anything that may fail as expected: a value, or an error as data. Also the IPC envelope. */
export type Result<T, E = AppError> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: E }

export const ok = <T>(data: T): { readonly ok: true; readonly data: T } => ({ ok: true, data })
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })
