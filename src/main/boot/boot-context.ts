import { join } from 'node:path'
import { app } from 'electron'
import type { SecretClipboard } from '#main/ipc/secret-clipboard.ts'
import type { EventSender } from '#main/ipc/events.ts'
import type { Redactor } from '#main/redact/redactor.ts'
import type { Log } from '#main/shell/process/log.ts'
import type { OpenedFiles } from '#main/shell/process/opened-files.ts'
import type { Recovery } from '#main/shell/window/recover-window.ts'
import type { MainWindow } from '#main/shell/window/window.ts'
import type { AppError } from '#shared/errors/app-error.ts'

/** What was set up before Electron was ready. */
export interface BootOptions {
  readonly log: Log
  readonly redactor: Redactor
  readonly openedFiles: OpenedFiles
  /** What the start found in the data folder. */
  readonly notices: readonly AppError[]
}

/** What every step works with. */
export interface BootContext extends BootOptions {
  readonly folder: string
  readonly events: EventSender
  /** The window, once it is open. */
  readonly main: MainWindow
  readonly secretClipboard: SecretClipboard
  /** Why the page was loaded again, until the new page has asked. */
  readonly recovery: { reason: Recovery | null }
}

/** The folder `out/`. It is found by the folder of the app, since the bundler decides where this module is. */
export const builtFolder = (): string => join(app.getAppPath(), 'out')
