import type { Credentials } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Connections } from '#shared/model/connection.ts'
import { assertNever } from '#shared/model/assert.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import {
  SANDBOX_ID,
  type Connection,
  type ConnectionInput,
  type SecurityView,
} from '#shared/model/connection.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { learnSecretParameters } from '#shared/model/secret-parameters.ts'
import { openConnectionsFile, type ConnectionsContent, type StoredConnection } from './connections-file.ts'
import { openSecrets, type SecretWords } from './connections-secrets.ts'
import type { Keyring } from './keyring.ts'
import { saveConnection } from './save-connection.ts'

/** The connections, in `connections.json`, and the Sandbox, which is always there. */
export interface ConnectionStore {
  list(): Connections
  find(id: string): Connection | null
  /** Adds or changes. Security `keep` leaves the secrets that are stored. */
  save(input: ConnectionInput): Promise<Result<Connection>>
  /** When the active one is removed, the Sandbox becomes active. */
  remove(id: string): Result<null>
  activate(id: string): Result<Connections>
  /** Errors: `connection.missing`, `connection.secretMissing`. The credentials of the Sandbox are there when it has started. */
  readonly open: (id: string) => Promise<Result<Credentials>>
  /** Is the word a secret (app secret, policy, signature) of any connection? */
  readonly isSecret: (word: string) => boolean
  /** Does the text hold such a secret? */
  readonly holdsSecret: (text: string) => boolean
  /** Called when the Sandbox has started, or could not start. */
  readonly setSandbox: (sandbox: Result<Credentials>) => void
  readonly notice: AppError | null
}

interface ConnectionStoreOptions {
  readonly folder: string
  readonly keyring: Keyring
  readonly secretWords: SecretWords
  readonly onChange: (connections: Connections) => void
}

const SANDBOX: Connection = {
  id: SANDBOX_ID,
  name: 'Sandbox',
  apiKey: 'sandbox',
  production: false,
  colour: 'grey',
  hosts: { cdn: 'http://127.0.0.1', api: 'http://127.0.0.1', upload: 'http://127.0.0.1' },
  sourceEncoding: 'percent',
  store: DEFAULT_STORE,
  limits: DEFAULT_LIMITS,
  secretParameters: [],
  security: { kind: 'secret', available: true },
  sandbox: true,
}

export async function openConnections({
  folder,
  keyring,
  secretWords,
  onChange,
}: ConnectionStoreOptions): Promise<ConnectionStore> {
  const file = openConnectionsFile(folder)
  const secrets = await openSecrets(file.read().connections, keyring, secretWords)
  learnSecretParameters(file.read().connections.flatMap(({ secretParameters }) => secretParameters))
  const sandboxUp = Promise.withResolvers<Result<Credentials>>()
  let sandbox = SANDBOX

  const stored = (id: string): StoredConnection | undefined =>
    file.read().connections.find((connection) => connection.id === id)
  const view = (connection: StoredConnection): Connection => ({
    ...connection,
    security: toSecurityView(connection.security, secrets.get(connection.id) !== null),
    sandbox: false,
  })
  const list = (): Connections => {
    const { activeId, connections } = file.read()
    const isThere = activeId === SANDBOX_ID || stored(activeId) !== undefined
    return { list: [sandbox, ...connections.map(view)], activeId: isThere ? activeId : SANDBOX_ID }
  }
  const write = (content: Omit<ConnectionsContent, 'version'>): Result<null> => {
    const written = file.write({ version: 2, ...content })
    if (written.ok) onChange(list())
    return written
  }
  if (secrets.resealed.size > 0) {
    const { activeId, connections } = file.read()
    const renewed = connections.map((one) => ({
      ...one,
      security: secrets.resealed.get(one.id) ?? one.security,
    }))
    // When it cannot be written, the old ciphertext stays: it opens until the system forgets its old key.
    file.write({ version: 2, activeId, connections: renewed })
  }
  const put = (saved: StoredConnection, isNew: boolean): Result<null> => {
    const { activeId, connections } = file.read()
    const next = isNew
      ? [...connections, saved]
      : connections.map((one) => (one.id === saved.id ? saved : one))
    return write({ activeId, connections: next })
  }

  return {
    list,
    find: (id) => list().list.find((connection) => connection.id === id) ?? null,
    async save(input) {
      const saved = await saveConnection({ secrets, keyring, find: stored, write: put }, input)
      return saved.ok ? ok(view(saved.data)) : saved
    },
    remove(id) {
      if (id === SANDBOX_ID) return fail(appError('connection.readOnly'))
      const { activeId, connections } = file.read()
      const left = connections.filter((connection) => connection.id !== id)
      if (left.length === connections.length) return fail(appError('connection.missing'))
      secrets.put(id, null)
      return write({ activeId: activeId === id ? SANDBOX_ID : activeId, connections: left })
    },
    activate(id) {
      if (id !== SANDBOX_ID && stored(id) === undefined) return fail(appError('connection.missing'))
      const written = write({ ...file.read(), activeId: id })
      return written.ok ? ok(list()) : fail(written.error)
    },
    async open(id) {
      if (id === SANDBOX_ID) return sandboxUp.promise
      const connection = stored(id)
      if (connection === undefined) return fail(appError('connection.missing'))
      const secret = secrets.get(id)
      if (secret === null && connection.security.kind !== 'none') {
        return fail(appError('connection.secretMissing'))
      }
      const { apiKey, hosts, sourceEncoding } = connection
      return ok({ apiKey, hosts, sourceEncoding, security: secret ?? { kind: 'none' } })
    },
    isSecret: secrets.isSecret,
    holdsSecret: secrets.holdsSecret,
    setSandbox(up) {
      if (up.ok) {
        sandbox = { ...SANDBOX, apiKey: up.data.apiKey, hosts: up.data.hosts }
        if (up.data.security.kind !== 'none') secrets.put(SANDBOX_ID, up.data.security)
        onChange(list())
      }
      sandboxUp.resolve(up)
    },
    notice:
      file.notice ??
      describeUnopened(
        secrets.unopened.flatMap((id) => stored(id)?.name ?? []),
        keyring,
      ),
  }
}

/** Says whose secrets have to be typed again. Without a keyring that is known, and said under Connections. */
function describeUnopened(names: readonly string[], keyring: Keyring): AppError | null {
  if (names.length === 0 || keyring.kind === 'none') return null
  return appError('connection.secretsLocked', { names: names.join(', ') })
}

function toSecurityView(security: StoredConnection['security'], available: boolean): SecurityView {
  switch (security.kind) {
    case 'none':
      return { kind: 'none' }
    case 'policy':
      return { kind: 'policy', expiry: security.expiry, calls: security.calls, available }
    case 'secret':
      return { kind: 'secret', available }
    default:
      return assertNever(security)
  }
}
