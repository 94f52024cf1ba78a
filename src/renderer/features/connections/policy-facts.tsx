import { CircleAlert, CircleCheck, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useNow } from '#renderer/lib/use-now.ts'
import {
  dateInWords,
  decodePolicy,
  isExpiryInMs,
  policyBlocks,
  policyEndsSoon,
  policyUnreadable,
  type Policy,
} from '#shared/model/policy.ts'
import { normalizePolicy } from '#shared/model/pasted-security.ts'
import { connectionWords } from '#shared/text/connections.ts'

const words = connectionWords.policy
const MINUTE_MS = 60_000

interface Fact {
  readonly tone: 'good' | 'warning' | 'bad' | 'plain'
  readonly text: string
}

const SIGNS: Record<Fact['tone'], { readonly icon: LucideIcon | null; readonly ink: string }> = {
  good: { icon: CircleCheck, ink: 'text-green' },
  warning: { icon: TriangleAlert, ink: 'text-amber' },
  bad: { icon: CircleAlert, ink: 'text-red' },
  plain: { icon: null, ink: 'text-muted' },
}

/** What the policy in the field says: when it ends, what it allows, what is wrong with it. */
export function PolicyFacts({ encoded }: { readonly encoded: string }) {
  const now = useNow(MINUTE_MS)
  if (encoded.trim() === '') return null
  const read = decodePolicy(normalizePolicy(encoded))
  const facts: readonly Fact[] = read.ok
    ? toFacts(read.data, now)
    : [{ tone: 'bad', text: policyUnreadable(read.error).message }]
  return (
    <ul
      aria-live="polite"
      className="flex flex-col gap-0.5 rounded-card border border-line bg-surface-2 px-3 py-2"
    >
      {facts.map(({ tone, text }) => {
        const { icon: Icon, ink } = SIGNS[tone]
        return (
          <li key={text} className={`flex items-start gap-2 ${ink}`}>
            <span className="flex h-5 w-4 shrink-0 items-center">
              {Icon && <Icon aria-hidden size={14} />}
            </span>
            <span className="selectable min-w-0 break-words">{text}</span>
          </li>
        )
      })}
    </ul>
  )
}

function toFacts(policy: Policy, now: number): readonly Fact[] {
  const blocked = policyBlocks(policy, now)
  const ended = policy.expiry * 1000 <= now
  const date = dateInWords(policy.expiry)
  const limits = (['handle', 'url', 'path', 'container'] as const).flatMap((name): readonly Fact[] => {
    const limit = policy[name]
    return limit === undefined ? [] : [{ tone: 'plain', text: words.limit[name](limit) }]
  })
  return [
    ended
      ? { tone: 'bad', text: words.ended(date) }
      : { tone: policyEndsSoon(policy, now) === null ? 'good' : 'warning', text: words.ends(date) },
    ...(isExpiryInMs(policy) ? [{ tone: 'warning', text: words.inMs } as const] : []),
    { tone: 'plain', text: policy.calls === null ? words.allowsAll : words.allows(policy.calls) },
    ...(blocked?.code === 'policy.missingCall'
      ? [{ tone: 'bad', text: `${blocked.message} ${blocked.advice}` } as const]
      : []),
    ...limits,
  ]
}
