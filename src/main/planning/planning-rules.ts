import type { Sealing } from '#main/storage/connections/sealing.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import type { ForbiddenWords } from './screen-sources.ts'

/** What a source is judged and kept by. The app takes it from all its connections, the command line from its one. */
export interface PlanningRules extends RecognitionContext, ForbiddenWords {
  /** Encrypts links that carry a secret. */
  readonly sealing: Sealing
  /** Cuts secrets from labels. */
  readonly redact: (text: string) => string
}

/** What sources are recognised by, from all connections. */
export const toRecognitionContext = (
  connections: readonly Pick<Connection, 'apiKey' | 'hosts'>[],
): RecognitionContext => ({
  apiKeys: connections.map(({ apiKey }) => apiKey),
  cdnHosts: connections.map(({ hosts }) => new URL(hosts.cdn).host),
})

interface PlanningServices {
  readonly connections: Pick<ConnectionStore, 'list' | 'isSecret' | 'holdsSecret'>
  readonly keyring: Sealing
  readonly redact: PlanningRules['redact']
}

/** The rules of the app, as its connections are now. */
export const createPlanningRules = ({ connections, keyring, redact }: PlanningServices): PlanningRules => ({
  ...toRecognitionContext(connections.list().list),
  isSecret: connections.isSecret,
  holdsSecret: connections.holdsSecret,
  sealing: keyring,
  redact,
})
