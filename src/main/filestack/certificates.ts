import { getCACertificates } from 'node:tls'

/** Older versions are refused, whatever Node was told (`--tls-min-v1.0`). */
export const OLDEST_TLS_VERSION = 'TLSv1.2'

/** Node's own certificate authorities and those of the system, in PEM. */
export function readCertificateAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}
