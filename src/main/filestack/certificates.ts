import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { getCACertificates } from 'node:tls'

/** Node's own certificate authorities and those of the system, in PEM. */
export function readCertificateAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}

/**
 * Certificates are checked, whatever the environment says: without the check, anybody on the network could read policies and
 * results. Removes the variable before anything is sent, and returns what the log should say about it.
 */
export function keepCertificateCheck(env: NodeJS.ProcessEnv): readonly AppError[] {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === undefined) return []
  delete env['NODE_TLS_REJECT_UNAUTHORIZED']
  return [appError('network.checkKept')]
}
