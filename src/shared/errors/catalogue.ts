import type { AppError } from './app-error.ts'
import { CATALOGUE, type ErrorCode } from './entries/index.ts'
import type { Entry } from './entries/entry.ts'

type Extra = Pick<AppError, 'status' | 'correlationId' | 'detail'>

/** Makes an error of the catalogue, its `{names}` filled from `values`. */
export function appError(
  code: ErrorCode,
  values: Readonly<Record<string, string | number>> = {},
  extra: Extra = {},
): AppError {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  const entry: Entry = CATALOGUE[code]
  return { code, message: fill(entry.message), advice: fill(entry.advice), ...extra }
}
