import { unescaped } from './policy-base64.ts'
import { unwrapId } from './unwrap-id.ts'

/** What a pasted text tells of a connection's security; what it does not tell is left out. */
export interface PastedSecurity {
  readonly apiKey?: string
  readonly policy?: string
  readonly signature?: string
}

const PAIR =
  /(?:^|[^a-z])p(?:olicy)?["']?\s*[:=]\s*["']?([^"',&\s]+)["']?\s*[,&;\s]\s*["']?s(?:ignature)?["']?\s*[:=]\s*["']?([0-9a-f]{64})/i
const POLICY = /^(?:security=)?p(?:olicy)?\s*[:=]\s*(.+)$/is
const SIGNATURE = /^s(?:ignature)?\s*[:=]\s*([0-9a-f]{64})$/i
/** The first part of the path of a run URL. */
const API_KEY_IN_URL = /^https?:\/\/[^/]+\/(A[A-Za-z0-9_-]{10,127})\//

/**
 * Reads what people have of a policy and signature: the step of a run URL (with its API key), `security=p:…,s:…`,
 * `policy=…&signature=…`, JSON, or one of the two alone with its name. Null when the text is something else.
 */
export function readPastedSecurity(pasted: string): PastedSecurity | null {
  const text = pasted.trim()
  const [, policy, signature] = PAIR.exec(text) ?? []
  if (policy !== undefined && signature !== undefined) {
    const [, apiKey] = API_KEY_IN_URL.exec(text) ?? []
    return { policy: normalizePolicy(policy), signature, ...(apiKey !== undefined && { apiKey }) }
  }
  const bare = unwrapId(text)
  const [, onlySignature] = SIGNATURE.exec(bare) ?? []
  if (onlySignature !== undefined) return { signature: onlySignature }
  const [, onlyPolicy] = POLICY.exec(bare) ?? []
  return onlyPolicy === undefined ? null : { policy: normalizePolicy(onlyPolicy) }
}

/**
 * A policy as the service signs and takes it: without quotes, its name and percent escapes, and with the padding that a
 * copy often loses. The signature is one of the whole text, so a policy without its padding would be refused.
 */
export function normalizePolicy(pasted: string): string {
  const bare = unwrapId(pasted).replace(/^p(?:olicy)?\s*[:=]\s*/i, '')
  const text = unwrapId(unescaped(bare) ?? bare).replace(/\s+/g, '')
  const missing = (4 - (text.length % 4)) % 4
  return /^[A-Za-z0-9+/_-]+$/.test(text) && missing < 3 ? text + '='.repeat(missing) : text
}
