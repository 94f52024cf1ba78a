import { cutLinkSecrets, cutSecrets } from '#shared/model/presigned-cut.ts'
import { CUT, listForms } from './forms.ts'

/** The one redactor: for logs, errors, copies, exports, diagnostics, titles and notifications. */
export interface Redactor {
  /**
   * From now on, the secret is cut from every text until the process ends. It is never forgotten: a secret that was replaced
   * may still be valid, and is in texts that were written before.
   */
  readonly learn: (secret: string) => void
  /** What was learned, for the redactor of a thread of this process. */
  readonly listLearned: () => readonly string[]
  /** The person's own data (sources, labels, names, exports) without known secrets, security steps and signed links. */
  readonly redact: (text: string) => string
  /** Foreign text (logs, errors, words of the service): what only looks like a policy or a signature is cut, too. */
  readonly redactForeign: (text: string) => string
  /** Anything thrown, as text for a log: name, code, message, stack and causes, without secrets. */
  readonly redactError: (error: unknown) => string
}

/** Shorter secrets are not cut: cutting "ab" everywhere would leave no readable text. */
const MIN_SECRET_LENGTH = 4

export function createRedactor(): Redactor {
  const secrets = new Set<string>()
  let pattern: RegExp | null = null

  const rebuild = (): void => {
    const forms = [...secrets].flatMap(listForms).toSorted((a, b) => b.length - a.length)
    pattern =
      forms.length === 0
        ? null
        : new RegExp(forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g')
  }
  const cutHeldSecrets = (text: string): string => (pattern === null ? text : text.replace(pattern, CUT))
  const redactForeign = (text: string): string => cutSecrets(cutHeldSecrets(text))

  return {
    learn(secret) {
      const word = secret.trim()
      if (word.length < MIN_SECRET_LENGTH || secrets.has(word)) return
      secrets.add(word)
      rebuild()
    },
    listLearned: () => [...secrets],
    redact: (text) => cutLinkSecrets(cutHeldSecrets(text)),
    redactForeign,
    redactError: (error) => redactForeign(errorText(error, 0)),
  }
}

const MAX_CAUSE_DEPTH = 5

function errorText(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return plainText(error)
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  const head = `${error.name}${code}: ${error.message}`
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const inner = error instanceof AggregateError ? error.errors.slice(0, 5) : []
  const causes = error.cause === undefined ? inner : [...inner, error.cause]
  const below =
    depth >= MAX_CAUSE_DEPTH ? [] : causes.map((cause) => `caused by ${errorText(cause, depth + 1)}`)
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
