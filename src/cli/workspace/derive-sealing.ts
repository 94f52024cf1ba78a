import { hkdfSync, randomBytes } from 'node:crypto'
import type { Credentials } from '#main/filestack/client.ts'
import { assertNever } from '#shared/model/assert.ts'
import { createSealing, type Sealing } from '#main/storage/connections/sealing.ts'

/**
 * Seals signed links, which are kept as ciphertext only. The key comes from the secret of the environment, so that
 * `resume` can open what `run` sealed; without a secret it ends with this process, and such a source has to be given again.
 */
export function deriveSealing(security: Credentials['security']): Sealing {
  const secret = findKeySecret(security)
  if (secret === null) return createSealing(randomBytes(32))
  return createSealing(new Uint8Array(hkdfSync('sha256', secret, '', 'flowbench sealed sources', 32)))
}

function findKeySecret(security: Credentials['security']): string | null {
  switch (security.kind) {
    case 'secret':
      return security.appSecret
    case 'policy':
      return security.signature
    case 'none':
      return null
    default:
      return assertNever(security)
  }
}
