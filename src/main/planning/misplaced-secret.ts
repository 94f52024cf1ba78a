import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { decodePolicy } from '#shared/model/policy.ts'

/** Shorter texts are words: even the shortest policy is longer. */
const MIN_POLICY_CHARACTERS = 24

/**
 * Looks for secrets in fields that are kept in clear (a name, an id): secrets that are known here, and what looks like a policy or a
 * signature. Null when there is none.
 */
export function findMisplacedSecret(
  texts: readonly string[],
  { isSecret, holdsSecret }: Pick<ConnectionStore, 'isSecret' | 'holdsSecret'>,
): AppError | null {
  const isMisplaced = (text: string): boolean =>
    isSecret(text) || holdsSecret(text) || isSignature(text) || isPolicy(text)
  return texts.some((text) => text.trim() !== '' && isMisplaced(text)) ? appError('secret.misplaced') : null
}

const isSignature = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text.trim())

const isPolicy = (text: string): boolean =>
  text.trim().length >= MIN_POLICY_CHARACTERS && decodePolicy(text).ok
