import type { Entry } from './entry.ts'

/** Connections and their secrets. */
export const connections = {
  'secret.misplaced': {
    message: 'This is a secret, and this field is kept in clear.',
    advice: 'Take it out; it was not kept. Secrets belong into the security of a connection.',
  },
  'connection.secretsLocked': {
    message: 'The keyring of this computer no longer opens the secrets of “{names}”.',
    advice: 'Open Connections and type them again. Everything else of these connections is kept.',
  },
  'connection.missing': {
    message: 'This connection no longer exists.',
    advice: 'Choose another connection.',
  },
  'connection.readOnly': {
    message: 'The Sandbox cannot be changed.',
    advice: 'Add a connection of your own.',
  },
  'connection.invalid': {
    message: 'The connection is not complete: {reason}.',
    advice: 'Mend the marked fields.',
  },
  'connection.secretMissing': {
    message: 'The secret of this connection is not at hand.',
    advice: 'Type it again in Connections.',
  },
  'connection.hostChanged': {
    message: 'The hosts of this connection changed: its secret does not go along by itself.',
    advice: 'Type the secret again, or put the hosts back.',
  },
  'connection.hostNotAllowed': {
    message: '{host} must be an https address.',
    advice: 'Use https, or http for this computer only.',
  },
} as const satisfies Record<string, Entry>
