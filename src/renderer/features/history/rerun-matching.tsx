import { Eye, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { isNarrowed, filterToQuery } from '#renderer/stores/jobs/filter-to-query.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import { markWords } from '#shared/text/marks.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'
import { JobActs } from './job-acts.tsx'

/** The query asks for jobs that the service does not have any more. */
const GONE_PATTERN = /\bstate:(?:"[^"]*|\S*)(?:gone|expired)/i

interface RerunMatchingProps {
  readonly filter: JobFilterInput
  /** The number of jobs that fit; null while it is not known. */
  readonly total: number | null
  readonly renderRerun: RenderRerun
}

/** The line above a filtered list: how many jobs match, and what can be done with all of them. */
export function RerunMatching({ filter, total, renderRerun }: RerunMatchingProps) {
  /** The query that the strip was opened for: it closes when the query changes. */
  const [openedQuery, setOpenedQuery] = useState<string | null>(null)
  const isUnderstood = useHistoryView((view) => view.problems.length === 0)
  if (!isNarrowed(filter) || total === null || total === 0) return null
  const connectionId = filter.connectionId ?? null
  const query = filterToQuery(filter)
  const close = (): void => setOpenedQuery(null)
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-1">
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="text-muted">{words.matching(total)}</span>
        <Button
          small
          variant="plain"
          icon={RotateCw}
          aria-expanded={openedQuery === query}
          onClick={() => setOpenedQuery(openedQuery === query ? null : query)}
        >
          {words.rerunMatching}
        </Button>
        <JobActs
          small
          jobs={{ from: { kind: 'query', connectionId, query }, count: total }}
          refusal={isUnderstood ? null : markWords.notUnderstood}
        />
        {GONE_PATTERN.test(query) && (
          <Button
            small
            variant="plain"
            icon={Eye}
            onClick={() => void lookAgainAt({ kind: 'query', connectionId, query })}
          >
            {words.lookAgain}
          </Button>
        )}
      </div>
      {openedQuery === query && (
        <div className="pb-1">
          {renderRerun({ from: { kind: 'query', connectionId, query }, connectionId, onClose: close })}
        </div>
      )}
    </div>
  )
}

/** Polls the gone ones among these again, and says how many. */
async function lookAgainAt(from: RerunInput['from']): Promise<void> {
  const answer = await useRuns.getState().lookAgain(from)
  if (answer.ok) toast({ text: words.lookingAgain(answer.data.jobs), tone: 'info' })
  else toast({ text: answer.error.message, tone: 'error' })
}
