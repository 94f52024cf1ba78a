import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connections } from '#shared/model/connection.ts'
import type { ConnectionTestReport } from '#shared/model/connection-test.ts'
import type { Connection, ConnectionInput } from '#shared/model/connection.ts'
import type { Result } from '#shared/model/result.ts'
import { learnSecretParameters } from '#shared/model/secret-parameters.ts'

interface ConnectionsStore {
  readonly list: readonly Connection[]
  /** Empty until main has answered. */
  readonly activeId: string
  readonly error: AppError | null
  readonly load: () => Promise<void>
  readonly activate: (id: string) => Promise<Result<Connections>>
  readonly save: (input: ConnectionInput) => Promise<Result<Connection>>
  readonly remove: (id: string) => Promise<Result<null>>
  /** Main puts the secret on the clipboard for a minute. Rejects when it is not at hand. */
  readonly copySecret: (id: string) => Promise<void>
  /** Without a handle main uses the last one, or the status of a random job id. */
  readonly test: (id: string, handle?: string) => Promise<Result<ConnectionTestReport>>
}

/** The connections and which one is active. The list follows `connections.changed`. */
export const useConnections = create<ConnectionsStore>()((set) => ({
  list: [],
  activeId: '',
  error: null,
  async load() {
    const answer = await request('connections.list', undefined)
    set(answer.ok ? { ...answer.data, error: null } : { error: answer.error })
  },
  async activate(id) {
    const answer = await request('connections.activate', { id })
    if (answer.ok) set(answer.data)
    return answer
  },
  save: (input) => request('connections.save', input),
  async copySecret(id) {
    const answer = await request('connections.copySecret', { id })
    if (!answer.ok) throw new Error(answer.error.message)
  },
  remove: (id) => request('connections.remove', { id }),
  test: (id, handle) => request('connections.test', handle === undefined ? { id } : { id, handle }),
}))

/** The active connection; undefined until main has answered. */
export const useActiveConnection = (): Connection | undefined =>
  useConnections((store) => store.list.find((connection) => connection.id === store.activeId))

/** Keeps the connections up to date with main; the returned function ends it. */
export const subscribeConnections = (): (() => void) =>
  subscribe('connections.changed', (connections) => useConnections.setState(connections))

// The window shortens links as main does, so it has to know the same names.
useConnections.subscribe(({ list }) =>
  learnSecretParameters(list.flatMap(({ secretParameters }) => secretParameters)),
)
