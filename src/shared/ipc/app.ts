import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { route } from './contract.ts'

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Width of the job panel in px. */
  panelWidth: z.number().int().min(360).max(720),
  /** What to do with waiting jobs found at start (contract 2). */
  resumeWaiting: z.enum(['auto', 'ask', 'continue', 'leave']),
  /** A file whose bytes were uploaded before on the same connection. */
  knownFiles: z.enum(['ask', 'reuse', 'always']),
  /** Files uploaded at once, and parts of all of them at once. */
  uploadFiles: z.number().int().min(1).max(16),
  uploadParts: z.number().int().min(1).max(32),
  /** Keeps the files that results link to, before the service drops them. */
  keepProducedFiles: z.boolean(),
  /** *First results early*: so many jobs first. */
  firstResults: z.number().int().min(1).max(1000),
})
export type Settings = z.infer<typeof settingsSchema>

export interface AppInfo {
  readonly version: string
  readonly platform: string
  /** Electron's version, or the stand-in host's word. */
  readonly runtime: string
  readonly dataFolder: string
  readonly logFile: string
  /** False: secrets live for this session only (no keyring). */
  readonly keyring: boolean
  /** What opening found: damaged, newer, read-only… */
  readonly notices: readonly AppError[]
  /** Waiting jobs found at start, and whether they go on by themselves (one line on screen, not a dialog). */
  readonly resumed: {
    readonly waiting: number
    readonly continuing: boolean
    readonly watching: number
  } | null
}

export const appRoutes = {
  'app.info': route<AppInfo>()(z.undefined()),
  'settings.get': route<Settings>()(z.undefined()),
  'settings.set': route<Settings>()(settingsSchema.partial()),
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
