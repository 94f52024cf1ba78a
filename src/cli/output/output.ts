import type { Writable } from 'node:stream'
import { csvLine } from '#main/export/csv.ts'
import type { AppError } from '#shared/errors/app-error.ts'

/** Where the command line writes. Everything but the bytes of a result goes through the redactor. */
export interface Output {
  /** A line on standard output. Resolves when there is room again. */
  print(line: string): Promise<void>
  /** An object as one line of JSON, its texts redacted one by one. */
  json(value: object): Promise<void>
  /** A line of CSV, its cells redacted one by one. */
  csv(cells: readonly string[]): Promise<void>
  /** Bytes as they are; on a terminal as text that cannot steer it. */
  bytes(chunk: Uint8Array): Promise<void>
  /** A line on standard error, above the progress line. */
  say(line: string): void
  error(error: AppError): void
  /** The one line that is rewritten; nothing where standard error is no terminal. */
  progress(line: string): void
  readonly showsProgress: boolean
}

interface Streams {
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly redact: (text: string) => string
}

const CLEAR = '\r\u001B[2K'

export function createOutput({ stdout, stderr, redact }: Streams): Output {
  const showsProgress = stderr.isTTY === true
  const terminalText = new TextDecoder()
  let shown = ''
  const write = (chunk: string | Uint8Array): Promise<void> | undefined => {
    if (stdout.destroyed || stdout.write(chunk)) return undefined
    // A broken pipe never emits `drain`, only `close`.
    return new Promise((resolve) => {
      const done = (): void => {
        stdout.off('drain', done)
        stdout.off('close', done)
        resolve()
      }
      stdout.on('drain', done)
      stdout.on('close', done)
    })
  }
  const say = (line: string): void => {
    const text = visible(redact(line))
    stderr.write(shown === '' ? `${text}\n` : `${CLEAR}${text}\n${shown}`)
  }
  return {
    async print(line) {
      await write(`${visible(redact(line))}\n`)
    },
    async json(value) {
      await write(`${escapeControls(JSON.stringify(redacted(value, redact)))}\n`)
    },
    async csv(cells) {
      const line = csvLine(cells.map((cell) => visible(redact(cell.replaceAll('\r\n', '\n')))))
      await write(line)
    },
    async bytes(chunk) {
      await write(stdout.isTTY === true ? visible(terminalText.decode(chunk, { stream: true })) : chunk)
    },
    say,
    error: ({ message, advice, detail }) =>
      say([message, detail ?? '', advice].filter((part) => part !== '').join(' ')),
    progress(line) {
      if (!showsProgress) return
      const text = visible(line).slice(0, Math.max(20, (stderr.columns ?? 80) - 1))
      if (text === shown) return
      shown = text
      stderr.write(`${CLEAR}${text}`)
    },
    showsProgress,
  }
}

/** Control characters but tab and line feed, and the marks that turn the direction of the text behind them. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu

/** A source or an answer must not steer the terminal. */
const visible = (text: string): string => text.replace(CONTROLS, '\uFFFD')

/** The same JSON value. JSON itself escapes only the controls below U+0020; a terminal obeys those from U+007F on, too. */
const escapeControls = (json: string): string =>
  json.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

function redacted(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, redacted(held, redact)]))
}
