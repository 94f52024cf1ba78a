import { z } from 'zod'
import { decodePolicy } from '#shared/model/policy.ts'
import { withoutTrailing } from '#shared/model/trailing.ts'
import type { StoredConnection, StoredSecurity } from './connections-file.ts'
import { listSecretWords, type Secret } from './connections-input.ts'
import type { Keyring } from './keyring.ts'

const secretSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('policy'), policy: z.string(), signature: z.string() }),
  z.object({ kind: z.literal('secret'), appSecret: z.string() }),
])

/** The opened secrets of all connections, in memory. */
export interface Secrets {
  get(connectionId: string): Secret | null
  put(connectionId: string, secret: Secret | null): void
  /** Secrets that the system wants encrypted anew (its key was changed), as they are to be stored. */
  readonly resealed: ReadonlyMap<string, StoredSecurity>
  /** Connections whose secret the keyring does not open any more: it has to be typed again. */
  readonly unopened: readonly string[]
  /** Is the word one of the secrets, in whichever alphabet and padding it is written? */
  readonly isSecret: (word: string) => boolean
  /** Does the text hold one of the secrets? */
  readonly holdsSecret: (text: string) => boolean
}

/** Learns the words that must never be shown (the redactor). */
export interface SecretWords {
  learn(word: string): void
}

export async function openSecrets(
  connections: readonly StoredConnection[],
  keyring: Keyring,
  known: SecretWords,
): Promise<Secrets> {
  const byConnection = new Map<string, Secret>()
  const words = (): readonly string[] => [...byConnection.values()].flatMap(listSecretWords)
  const put = (id: string, secret: Secret | null): void => {
    if (secret === null) byConnection.delete(id)
    else byConnection.set(id, secret)
    for (const word of secret === null ? [] : listSecretWords(secret)) known.learn(word)
  }
  const resealed = new Map<string, StoredSecurity>()
  const unopened: string[] = []
  await Promise.all(
    connections.map(async ({ id, security }) => {
      if (security.kind === 'none') return
      const { secret, isOutdated } = await unsealSecret(security.sealed, keyring)
      put(id, secret)
      if (secret === null) unopened.push(id)
      else if (isOutdated) resealed.set(id, await sealSecret(secret, keyring))
    }),
  )
  return {
    get: (id) => byConnection.get(id) ?? null,
    put,
    resealed,
    unopened,
    isSecret: (word) => {
      const plain = toComparableForm(word)
      return words().some((secret) => toComparableForm(secret) === plain)
    },
    holdsSecret: (text) => words().some((secret) => text.includes(secret)),
  }
}

/** A secret as it is stored: the ciphertext, and the facts of a policy. */
export async function sealSecret(secret: Secret | null, keyring: Keyring): Promise<StoredSecurity> {
  if (secret === null) return { kind: 'none' }
  const sealed = Buffer.from(await keyring.seal(JSON.stringify(secret))).toString('base64')
  if (secret.kind === 'secret') return { kind: 'secret', sealed }
  const policy = decodePolicy(secret.policy)
  const calls = policy.ok && policy.data.calls !== null ? [...policy.data.calls] : null
  return { kind: 'policy', expiry: policy.ok ? policy.data.expiry : null, calls, sealed }
}

async function unsealSecret(
  sealed: string,
  keyring: Keyring,
): Promise<{ readonly secret: Secret | null; readonly isOutdated: boolean }> {
  const opened = await keyring.openAndCheck(Buffer.from(sealed, 'base64'))
  if (opened === null) return { secret: null, isOutdated: false }
  try {
    return { secret: secretSchema.parse(JSON.parse(opened.text)), isOutdated: opened.isOutdated }
  } catch {
    return { secret: null, isOutdated: false }
  }
}

/** One form for all ways to write a word: URL-safe alphabet, no padding, no escape of the padding, lower-case hex. */
function toComparableForm(word: string): string {
  const form = withoutTrailing(word.trim().replaceAll(/%3d/gi, '='), '=')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  return /^[0-9a-f]{64}$/i.test(form) ? form.toLowerCase() : form
}
