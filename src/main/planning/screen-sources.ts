import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { sourceText } from '#shared/model/source.ts'
import type { Labels, PlannedSource } from './planned-source.ts'

/** What must never be run on. */
export interface ForbiddenWords {
  readonly apiKeys: readonly string[]
  readonly holdsSecret: (text: string) => boolean
  readonly isSecret: (word: string) => boolean
}

/** Why a source must not be run on: it is (or holds) a secret, or is an API key. `line`: its place in the list, from 1. */
export function screenSource(
  source: PlannedSource,
  line: number,
  { apiKeys, isSecret, holdsSecret }: ForbiddenWords,
): AppError | null {
  const text = sourceText(source)
  if (source.kind === 'handle') {
    if (isSecret(text)) return appError('source.isSecret', { line })
    if (apiKeys.includes(text)) return appError('source.isKey', { line })
  }
  return holdsSecret(text) ? appError('source.isSecret', { line }) : null
}

/** The first label that is or holds a secret; null when none is. */
export function screenLabels(
  labels: Labels,
  line: number,
  { holdsSecret, isSecret }: ForbiddenWords,
): AppError | null {
  const isForbidden = (text: string): boolean => isSecret(text) || holdsSecret(text)
  for (const [column, value] of Object.entries(labels)) {
    if (isForbidden(value) || isForbidden(column)) return appError('list.labelIsSecret', { line, column })
  }
  return null
}
