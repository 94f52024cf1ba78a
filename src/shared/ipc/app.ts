import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import type { AppInfo } from '#shared/model/app-info.ts'
import {
  keptDraftSchema,
  keptLineSchema,
  MAX_KEPT_SOURCES,
  type KeptDraft,
} from '#shared/model/kept-draft.ts'
import { settingsSchema, type Settings } from '#shared/model/settings.ts'
import { packedSchema } from './packed-schema.ts'
import { route } from './route.ts'

export const appRoutes = {
  'app.info': route<AppInfo>()(z.undefined()),
  'settings.get': route<Settings>()(z.undefined()),
  'settings.set': route<Settings>()(settingsSchema.partial()),
  /** What was prepared and not run before the window was closed. */
  'draft.get': route<KeptDraft>()(z.undefined()),
  /** Keeps it over a restart, but for what is a secret. `files` are ids of files: main knows their paths. */
  'draft.keep': route<null>()(
    keptDraftSchema.extend({ lines: packedSchema(keptLineSchema, MAX_KEPT_SOURCES) }),
  ),
  /** Walks the files that were kept, as main wrote them down. Null when there are none. */
  'draft.walkFiles': route<{ readonly walkId: string } | null>()(z.undefined()),
  /** Puts a text on the clipboard, through the redactor. For ids, sources, JSON paths. */
  'clipboard.write': route<null>()(z.object({ text: z.string().max(1_000_000) })),
  'app.openExternal': route<null>()(z.object({ url: z.url().startsWith('https://') })),
  'app.showLog': route<null>()(z.undefined()),
}

export interface AppEvents {
  'settings.changed': Settings
  /** A command of the table (`shared/text/commands.ts`), from the native menu. */
  'app.command': { readonly id: string }
  'app.notice': AppError
  /** The window was reloaded after a crash or a hang. */
  'app.recovered': { readonly reason: 'crashed' | 'hung' }
  /** The person asked for a run outside of the window (a notification). */
  'app.showRun': { readonly runId: string }
}
