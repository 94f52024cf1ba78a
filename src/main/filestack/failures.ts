import type { AppError } from '#shared/errors/app-error.ts'

/** Why no complete answer came. */
type FailureReason =
  | 'unreachable'
  | 'certificate'
  | 'proxy'
  /** A proxy of a kind that cannot be used. */
  | 'proxyKind'
  /** The request cannot be written at all, such as for its address. */
  | 'unsendable'
  | 'cancelled'
  | 'timeout'
  | 'lost'
  | 'tooLarge'
  | 'blocked'
  /** The answer came, and could not be written here. */
  | 'unwritable'

export interface Failure {
  readonly reason: FailureReason
  /** True when it is proven that no byte of the request was sent. */
  readonly nothingSent: boolean
  /** The error code of Node or undici, for the log. */
  readonly code: string
  /** What the disk failed with. */
  readonly error?: AppError
}

/**
 * A closed list: the errors that occur before a request is written. They count only while the request was not begun:
 * later, the same code (a reset, for example) proves nothing. A code that is not here never means "nothing sent".
 */
const NOT_SENT_CODES: Readonly<Record<string, FailureReason>> = {
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ECONNABORTED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  // ours: a name that leads to this computer or its network
  ERR_PRIVATE_ADDRESS: 'blocked',
  // the name
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  // the handshake
  EPROTO: 'certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: 'certificate',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'certificate',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'certificate',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'certificate',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  CERT_HAS_EXPIRED: 'certificate',
  CERT_NOT_YET_VALID: 'certificate',
  CERT_REVOKED: 'certificate',
  CERT_REJECTED: 'certificate',
  CERT_UNTRUSTED: 'certificate',
  CERT_SIGNATURE_FAILURE: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  HOSTNAME_MISMATCH: 'certificate',
  INVALID_CA: 'certificate',
  INVALID_PURPOSE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  // the proxy, while the tunnel through it is made
  UND_ERR_ABORTED: 'proxy',
  UND_ERR_PRX_CONN: 'proxy',
  UND_ERR_PRX_TLS: 'proxy',
  UND_ERR_HEADERS_TIMEOUT: 'proxy',
  // the request itself
  ERR_INVALID_URL: 'unsendable',
  UND_ERR_INVALID_ARG: 'unsendable',
  // our own end
  UND_ERR_CLOSED: 'cancelled',
  UND_ERR_DESTROYED: 'cancelled',
}

const TIMEOUT_CODES: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

/** Classifies an error of the transport. `begun`: the request was handed to a socket. */
export function toFailure(error: unknown, begun: boolean): Failure {
  const code = readErrorCode(error)
  const before = Object.hasOwn(NOT_SENT_CODES, code) ? NOT_SENT_CODES[code] : undefined
  if (!begun && before !== undefined) return { reason: before, nothingSent: true, code }
  return { reason: TIMEOUT_CODES.has(code) ? 'timeout' : 'lost', nothingSent: false, code }
}

/** Something threw while the request was made or handed over. `begun`: it had been handed to a socket. */
export function toThrownFailure(error: unknown, begun: boolean): Failure {
  const failure = toFailure(error, begun)
  // We threw before anything was handed to a socket, so no byte was sent, whatever the code is.
  return begun || failure.nothingSent ? failure : { ...failure, reason: 'unsendable', nothingSent: true }
}

function readErrorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown'
  return typeof error.code === 'string' ? error.code : 'unknown'
}
