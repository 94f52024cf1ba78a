import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { isNarrowed, queryOf } from '#renderer/stores/jobs/query-of.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { JobFilterInput } from '#shared/ipc/jobs.ts'
import { again as words } from '#shared/text/rerun.ts'
import type { RenderAgain } from './marks-bar.tsx'

interface AgainMatchingProps {
  readonly filter: JobFilterInput
  /** How many fit; null while that is not known. */
  readonly total: number | null
  readonly renderAgain: RenderAgain
}

/** Runs all jobs again that a narrowed list shows. */
export function AgainMatching({ filter, total, renderAgain }: AgainMatchingProps) {
  /** The query it was asked for: another one is another question. */
  const [asked, setAsked] = useState<string | null>(null)
  if (!isNarrowed(filter) || total === null || total === 0) return null
  const connectionId = filter.connectionId ?? null
  const query = queryOf(filter)
  const close = (): void => setAsked(null)
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-1">
      <div className="flex items-center gap-2">
        <span className="text-muted">{words.matching(total)}</span>
        <Button
          small
          variant="plain"
          icon={RotateCw}
          aria-expanded={asked === query}
          onClick={() => setAsked(asked === query ? null : query)}
        >
          {words.matchingAgain}
        </Button>
      </div>
      {asked === query && (
        <div className="pb-1">{renderAgain({ kind: 'query', connectionId, query }, connectionId, close)}</div>
      )}
    </div>
  )
}
