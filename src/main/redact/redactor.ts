import { cutSecrets } from '#shared/model/presigned-cut.ts'
import { CUT, formsOf } from './forms.ts'

/** The one redactor: for logs, errors, copies, exports, diagnostics, titles and notifications. */
export interface Redactor {
  /** From now on the secret is cut wherever it stands. Learnt twice, it has to be forgotten twice. */
  readonly learn: (secret: string) => void
  readonly forget: (secret: string) => void
  /** The text without known secrets, policies, signatures and signed links. */
  readonly redact: (text: string) => string
  /** Anything thrown, as text for a log: name, code, message, stack and causes, without secrets. */
  readonly redactError: (error: unknown) => string
}

/** Shorter ones are left alone: cutting "ab" everywhere would leave no text to read. */
const SHORTEST = 4

export function createRedactor(): Redactor {
  const known = new Map<string, number>()
  let pattern: RegExp | null = null

  const rebuild = (): void => {
    const forms = [...known.keys()].flatMap(formsOf).toSorted((a, b) => b.length - a.length)
    pattern =
      forms.length === 0
        ? null
        : new RegExp(forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g')
  }
  const count = (secret: string, by: number): void => {
    const key = secret.trim()
    if (key.length < SHORTEST) return
    const uses = (known.get(key) ?? 0) + by
    if (uses > 0) known.set(key, uses)
    else known.delete(key)
    rebuild()
  }
  const redact = (text: string): string => cutSecrets(pattern === null ? text : text.replace(pattern, CUT))

  return {
    learn: (secret) => count(secret, 1),
    forget: (secret) => count(secret, -1),
    redact,
    redactError: (error) => redact(errorText(error, 0)),
  }
}

const DEEPEST_CAUSE = 5

function errorText(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return plainText(error)
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  const head = `${error.name}${code}: ${error.message}`
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const inner = error instanceof AggregateError ? error.errors.slice(0, 5) : []
  const causes = error.cause === undefined ? inner : [...inner, error.cause]
  const below =
    depth >= DEEPEST_CAUSE ? [] : causes.map((cause) => `caused by ${errorText(cause, depth + 1)}`)
  return [head, ...frames, ...below].join('\n')
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}
