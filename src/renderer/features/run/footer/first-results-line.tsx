import { ListChecks } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { isFirstResultsDefault, isFirstResultsOffered } from '#renderer/stores/runs/first-results.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import type { Connection } from '#shared/model/connection.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { StripLine } from './strip-line.tsx'

/** The line that offers to pause a large run after its first results. */
export function FirstResultsLine({
  connection,
  jobs,
}: {
  readonly connection: Connection
  readonly jobs: number
}) {
  const first = useSettings((store) => store.settings?.firstResults)
  const setFirstResults = useDraft((store) => store.setFirstResults)
  /** The person's choice for one connection; null before there is one. */
  const [choice, setChoice] = useState<{ readonly connectionId: string; readonly isOn: boolean } | null>(null)
  const offered = first !== undefined && isFirstResultsOffered(jobs, first)
  const isOnByDefault = isFirstResultsDefault({ jobs, production: connection.production })
  const isOn = choice?.connectionId === connection.id ? choice.isOn : isOnByDefault
  const wanted = offered && isOn ? first : null
  useEffect(() => {
    setFirstResults(wanted)
    return () => setFirstResults(null)
  }, [setFirstResults, wanted])
  if (!offered) return null
  return (
    <StripLine icon={ListChecks}>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setChoice({ connectionId: connection.id, isOn: event.currentTarget.checked })}
          className="size-4 shrink-0 accent-accent"
        />
        {words.firstResults.offer(first)}
      </label>
    </StripLine>
  )
}
