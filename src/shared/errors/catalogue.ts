import type { AppError } from './app-error.ts'
import { app } from './entries/app.ts'
import { connections } from './entries/connections.ts'
import { journal } from './entries/journal.ts'
import { lists } from './entries/lists.ts'
import { network } from './entries/network.ts'
import { policy } from './entries/policy.ts'
import { producedFiles } from './entries/produced-files.ts'
import { query } from './entries/query.ts'
import { sending } from './entries/sending.ts'
import { service } from './entries/service.ts'
import { settings } from './entries/settings.ts'
import { sources } from './entries/sources.ts'
import { uploads } from './entries/uploads.ts'
import type { Entry } from './entries/entry.ts'

/** Every expected error, by topic in `entries/`. */
const CATALOGUE = {
  ...service,
  ...network,
  ...sending,
  ...policy,
  ...connections,
  ...sources,
  ...journal,
  ...settings,
  ...producedFiles,
  ...app,
  ...uploads,
  ...lists,
  ...query,
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof CATALOGUE

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
