import { isLoopbackHost } from '#shared/model/connection-facts.ts'
import { readPastedSecurity } from '#shared/model/pasted-security.ts'
import { readRunUrl } from '#shared/model/run-url.ts'
import { connectionWords } from '#shared/text/connections.ts'
import type { FormState } from './form-state.ts'

/** What a pasted run URL fills of the form of a new connection; null when it is none. A name that was typed stays. */
export function fillFromRunUrl(pasted: string, form: FormState, isNew: boolean): Partial<FormState> | null {
  const run = readRunUrl(pasted)
  const security = readPastedSecurity(pasted)
  const apiKey = run?.apiKey ?? security?.apiKey
  if (apiKey === undefined) return null
  const { policy, signature } = security ?? {}
  const hasPolicy = policy !== undefined && signature !== undefined
  return {
    apiKey,
    ...(form.name.trim() === '' && { name: connectionWords.form.nameOf(apiKey) }),
    ...(hasPolicy ? { policy, signature, security: 'policy' } : isNew && { security: 'none' }),
    ...(run !== null && { workflowId: run.workflowId, hosts: toHosts(run.origin, form) }),
  }
}

/** A stand-in on this computer serves all three hosts; another CDN host is a domain of one's own. */
function toHosts(origin: string, { hosts }: FormState): FormState['hosts'] {
  return isLoopbackHost(origin) ? { cdn: origin, api: origin, upload: origin } : { ...hosts, cdn: origin }
}
