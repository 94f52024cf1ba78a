import { assertNever } from '#shared/model/assert.ts'
import type { SecurityView } from '#shared/model/connection.ts'
import { dateInWords } from '#shared/model/policy.ts'
import { connectionWords as words } from '#shared/text/connections.ts'

/** A connection's security in a few words. It is alarming when requests with it would be refused. */
export interface SecurityDescription {
  readonly text: string
  readonly isAlarming: boolean
}

export function describeSecurity(security: SecurityView, nowMs: number): SecurityDescription {
  switch (security.kind) {
    case 'none':
      return { text: words.security.none, isAlarming: false }
    case 'secret':
      return security.available
        ? { text: words.security.secret, isAlarming: false }
        : { text: words.security.missing, isAlarming: true }
    case 'policy': {
      if (!security.available) return { text: words.security.missing, isAlarming: true }
      if (security.expiry === null) return { text: words.security.policyUnread, isAlarming: true }
      const date = dateInWords(security.expiry)
      return security.expiry * 1000 <= nowMs
        ? { text: words.security.policyEnded(date), isAlarming: true }
        : { text: words.security.policyUntil(date), isAlarming: false }
    }
    default:
      return assertNever(security)
  }
}
