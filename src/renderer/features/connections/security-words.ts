import { assertNever } from '#shared/model/assert.ts'
import type { SecurityView } from '#shared/model/connection.ts'
import { dateInWords } from '#shared/model/policy.ts'
import { connections as words } from '#shared/text/connections.ts'

/** A connection's security in a few words; `alarm` when requests with it would be refused. */
export interface SecurityWords {
  readonly text: string
  readonly alarm: boolean
}

export function securityWords(security: SecurityView, nowMs: number): SecurityWords {
  switch (security.kind) {
    case 'none':
      return { text: words.security.none, alarm: false }
    case 'secret':
      return security.available
        ? { text: words.security.secret, alarm: false }
        : { text: words.security.missing, alarm: true }
    case 'policy': {
      if (!security.available) return { text: words.security.missing, alarm: true }
      if (security.expiry === null) return { text: words.security.policyUnread, alarm: true }
      const date = dateInWords(security.expiry)
      return security.expiry * 1000 <= nowMs
        ? { text: words.security.policyEnded(date), alarm: true }
        : { text: words.security.policyUntil(date), alarm: false }
    }
    default:
      return assertNever(security)
  }
}
