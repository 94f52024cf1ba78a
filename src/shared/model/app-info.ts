import type { AppError } from '#shared/errors/app-error.ts'

/** Where this computer keeps the key of the secrets; `none`: nowhere, so that they live for this session only. */
export type KeyringKind = 'keychain' | 'dpapi' | 'libsecret' | 'kwallet' | 'none'

/** What main says about the app itself when the window opens. */
export interface AppInfo {
  readonly version: string
  readonly platform: string
  /** Electron's version, or the name that the stand-in host gives itself. */
  readonly runtime: string
  readonly dataFolder: string
  readonly logFile: string
  readonly keyring: KeyringKind
  /** What was found when the journal was opened: damaged, newer, read-only… */
  readonly notices: readonly AppError[]
  /** Waiting jobs found at start, and whether they go on by themselves (one line on screen, not a dialog). */
  readonly resumed: {
    readonly waiting: number
    readonly continuing: boolean
    readonly watching: number
  } | null
}
