import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Hosts, SecurityInput } from '#shared/model/connection.ts'
import { assertNever } from '#shared/model/assert.ts'
import { normalizePolicy } from '#shared/model/pasted-security.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { decodePolicy, policyUnreadable } from '#shared/model/policy.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { withoutTrailing } from '#shared/model/trailing.ts'

/** The secret part of a connection's security, in clear: in main's memory and inside ciphertext only. */
export type Secret =
  | { readonly kind: 'policy'; readonly policy: string; readonly signature: string }
  | { readonly kind: 'secret'; readonly appSecret: string }

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Base URLs without their trailing slash. Refused: anything but https (http for this computer), a name or password in it. */
export function checkHosts(hosts: Hosts): Result<Hosts> {
  const bad = [hosts.cdn, hosts.api, hosts.upload].find((host) => !isAllowedHost(host))
  if (bad !== undefined) return fail(appError('connection.hostNotAllowed', { host: toBareHost(bad) }))
  return ok({
    cdn: withoutTrailing(hosts.cdn, '/'),
    api: withoutTrailing(hosts.api, '/'),
    upload: withoutTrailing(hosts.upload, '/'),
  })
}

function isAllowedHost(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}

/** The address as it may be shown, without a name and password typed into it. */
function toBareHost(text: string): string {
  return URL.canParse(text) ? new URL(text).host || text : text
}

/** The secret as typed, trimmed; null for none. A policy that cannot be read and a malformed signature are refused. */
export function checkSecret(input: Exclude<SecurityInput, { kind: 'keep' }>): Result<Secret | null> {
  switch (input.kind) {
    case 'none':
      return ok(null)
    case 'secret':
      return ok({ kind: 'secret', appSecret: input.appSecret.trim() })
    case 'policy': {
      const policy = normalizePolicy(input.policy)
      const signature = unwrapId(input.signature)
      const error = findPolicyError(policy) ?? findSignatureError(signature)
      if (error !== null) return fail(error)
      return ok({ kind: 'policy', policy, signature })
    }
    default:
      return assertNever(input)
  }
}

function findPolicyError(policy: string): AppError | null {
  const decoded = decodePolicy(policy)
  return decoded.ok ? null : policyUnreadable(decoded.error)
}

function findSignatureError(signature: string): AppError | null {
  return /^[0-9a-f]{64}$/i.test(signature) ? null : appError('signature.malformed')
}

/** The words of a secret that must never be shown. */
export function listSecretWords(secret: Secret): readonly string[] {
  return secret.kind === 'secret' ? [secret.appSecret] : [secret.policy, secret.signature]
}
