import { z } from 'zod'
import { connectionInputSchema, type Connection, type Connections } from '#shared/model/connection.ts'
import type { ConnectionTestReport } from '#shared/model/connection-test.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { route } from './route.ts'

const id = z.object({ id: z.string().min(1) })

export const connectionRoutes = {
  'connections.list': route<Connections>()(z.undefined()),
  'connections.save': route<Connection>()(connectionInputSchema),
  'connections.remove': route<null>()(id),
  /** Main puts the secret on the clipboard, and takes it off after a minute; the page never sees it. */
  'connections.copySecret': route<null>()(id),
  'connections.activate': route<Connections>()(id),
  /** Metadata of the handle given or last used; without one, the status of a random UUID. */
  'connections.test': route<ConnectionTestReport>()(
    z.object({
      id: z.string().min(1),
      handle: z.string().max(256).transform(unwrapId).pipe(z.string().max(64)).optional(),
    }),
  ),
  /** Which of these texts are or hold a secret (app secret, policy, signature) of any connection: their indexes. */
  'connections.screen': route<readonly number[]>()(
    z.object({ words: z.array(z.string().max(16_384)).max(20_000) }),
  ),
}

export interface ConnectionEvents {
  'connections.changed': Connections
}
