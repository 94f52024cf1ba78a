import { getCACertificates } from 'node:tls'

/** Node's own certificate authorities and those of the system, in PEM. */
export function readCertificateAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}
