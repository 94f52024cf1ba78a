import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import type { connectionRoutes } from '#shared/ipc/connections.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok } from '#shared/model/result.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import type { SecretClipboard } from '#main/ipc/secret-clipboard.ts'
import { testConnection, type TestServices } from './connection-test.ts'

export interface ConnectionServices extends TestServices {
  readonly connections: ConnectionStore
  readonly workflows: WorkflowStore
  readonly secretClipboard: Pick<SecretClipboard, 'copy'>
}

export function createConnectionHandlers(
  services: ConnectionServices,
): RouteHandlers<typeof connectionRoutes> {
  const { connections, workflows } = services
  return {
    'connections.list': () => ok(connections.list()),
    'connections.save': async (input) => {
      const { container, path } = input.store
      const misplaced = findMisplacedSecret([input.name, input.apiKey, container, path], connections)
      return misplaced === null ? connections.save(input) : fail(misplaced)
    },
    'connections.remove': ({ id }) => {
      const removed = connections.remove(id)
      return removed.ok ? workflows.removeAll(id) : removed
    },
    'connections.copySecret': async ({ id }) => {
      const opened = await connections.open(id)
      if (!opened.ok) return opened
      const { security } = opened.data
      if (security.kind === 'none') return fail(appError('connection.secretMissing'))
      // A pair is copied as it stands in a URL: that is how it can be pasted into a connection again.
      const text =
        security.kind === 'secret'
          ? security.appSecret
          : `security=p:${security.policy},s:${security.signature}`
      await services.secretClipboard.copy(text)
      return ok(null)
    },
    'connections.activate': ({ id }) => connections.activate(id),
    'connections.test': ({ id, handle }) => testConnection(services, id, handle?.trim() ?? ''),
    'connections.screen': ({ words }) =>
      ok(
        words.flatMap((word, index) =>
          connections.isSecret(word) || connections.holdsSecret(word) ? [index] : [],
        ),
      ),
  }
}
