import { randomUUID } from 'node:crypto'
import { appError } from '#shared/errors/catalogue.ts'
import { SANDBOX_ID, type ConnectionInput, type Hosts } from '#shared/model/connection.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { learnSecretParameters } from '#shared/model/secret-parameters.ts'
import type { StoredConnection } from './connections-file.ts'
import { checkHosts, checkSecret, type Secret } from './connections-input.ts'
import { sealSecret, type Secrets } from './connections-secrets.ts'
import type { Keyring } from './keyring.ts'

export interface SaveContext {
  readonly secrets: Secrets
  readonly keyring: Keyring
  readonly find: (id: string) => StoredConnection | undefined
  /** Writes the connection as the last one, or in the place of the one with its id. */
  readonly write: (connection: StoredConnection, isNew: boolean) => Result<null>
}

/** Adds or changes a connection: checks what was typed, seals its secret, writes it. */
export async function saveConnection(
  { secrets, keyring, find, write }: SaveContext,
  input: ConnectionInput,
): Promise<Result<StoredConnection>> {
  if (input.id === SANDBOX_ID) return fail(appError('connection.readOnly'))
  const before = input.id === undefined ? undefined : find(input.id)
  if (input.id !== undefined && before === undefined) return fail(appError('connection.missing'))
  const hosts = checkHosts(input.hosts)
  if (!hosts.ok) return hosts
  const secret = readSecret(input)
  if (!secret.ok) return secret
  // A kept secret would sign requests for any host that somebody types.
  const isKept = secret.data === undefined && before !== undefined && before.security.kind !== 'none'
  if (isKept && !isSameHosts(before.hosts, hosts.data)) return fail(appError('connection.hostChanged'))
  const id = input.id ?? randomUUID()
  const security =
    before !== undefined && secret.data === undefined
      ? before.security
      : await sealSecret(secret.data ?? null, keyring)
  const saved: StoredConnection = { ...input, id, hosts: hosts.data, security }
  const secretBefore = secrets.get(id)
  if (secret.data !== undefined) secrets.put(id, secret.data)
  const written = write(saved, before === undefined)
  if (!written.ok) {
    secrets.put(id, secretBefore)
    return fail(written.error)
  }
  learnSecretParameters(saved.secretParameters)
  return ok(saved)
}

/** The secret to store; undefined: what is stored stays. */
function readSecret(input: ConnectionInput): Result<Secret | null | undefined> {
  if (input.security.kind !== 'keep') return checkSecret(input.security)
  return input.id === undefined
    ? fail(appError('connection.invalid', { reason: 'its security is not chosen' }))
    : ok(undefined)
}

const isSameHosts = (a: Hosts, b: Hosts): boolean =>
  a.cdn === b.cdn && a.api === b.api && a.upload === b.upload
