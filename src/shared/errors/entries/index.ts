import { app } from './app.ts'
import { backup } from './backup.ts'
import { connections } from './connections.ts'
import { exports } from './exports.ts'
import { journal } from './journal.ts'
import { lists } from './lists.ts'
import { network } from './network.ts'
import { pictures } from './pictures.ts'
import { policy } from './policy.ts'
import { producedFiles } from './produced-files.ts'
import { query } from './query.ts'
import { sending } from './sending.ts'
import { service } from './service.ts'
import { settings } from './settings.ts'
import { sources } from './sources.ts'
import { uploads } from './uploads.ts'
import type { Entry } from './entry.ts'

/** Every expected error, by topic. */
export const CATALOGUE = {
  ...service,
  ...network,
  ...sending,
  ...pictures,
  ...policy,
  ...connections,
  ...sources,
  ...journal,
  ...exports,
  ...settings,
  ...producedFiles,
  ...app,
  ...backup,
  ...uploads,
  ...lists,
  ...query,
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof CATALOGUE
