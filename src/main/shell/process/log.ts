import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import log from 'electron-log/node'

/** Past this many bytes the log is renamed to `main.old.log` and begun anew. */
const MAX_BYTES = 2 * 1024 * 1024

export interface Log {
  readonly info: (message: string) => void
  readonly warn: (message: string) => void
  /** `cause` is written with its stack. */
  readonly error: (message: string, cause?: unknown) => void
  /** Path of the log file. */
  readonly file: string
}

interface Redaction {
  readonly redactForeign: (text: string) => string
  /** Anything thrown, as text. */
  readonly redactError: (error: unknown) => string
}

/** Starts the log in `folder`. Every text is redacted; warnings and errors are seen in the terminal too. */
export function startLog(
  folder: string,
  { redactForeign, redactError }: Redaction,
  maxBytes = MAX_BYTES,
): Log {
  try {
    mkdirSync(folder, { recursive: true })
  } catch {
    // Without a log the app goes on; what keeps the folder from being written is said when the history is opened.
  }
  const file = join(folder, 'main.log')
  log.transports.file.resolvePathFn = () => file
  log.transports.file.maxSize = maxBytes
  log.transports.console.level = 'warn'
  return {
    info: (message) => log.info(redactForeign(message)),
    warn: (message) => log.warn(redactForeign(message)),
    error: (message, cause) =>
      log.error(redactForeign(message) + (cause === undefined ? '' : `\n${redactError(cause)}`)),
    file,
  }
}
