import { ListChecks } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { firstResultsByDefault, offersFirstResults } from '#renderer/stores/runs/first-results.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import type { Connection } from '#shared/model/connection.ts'
import { batch as words } from '#shared/text/batch.ts'
import { StripLine } from '#renderer/features/run/footer/strip-line.tsx'

/** The line of the confirm strip that lets a large run show its first results before it goes on. */
export function FirstResults({
  connection,
  jobs,
}: {
  readonly connection: Connection
  readonly jobs: number
}) {
  const first = useSettings((store) => store.settings?.firstResults)
  const setFirstResults = useDraft((store) => store.setFirstResults)
  /** What the person said, for this connection; null: nothing yet. */
  const [said, setSaid] = useState<{ readonly of: string; readonly on: boolean } | null>(null)
  const offered = first !== undefined && offersFirstResults(jobs, first)
  const byDefault = firstResultsByDefault({ jobs, production: connection.production })
  const on = said?.of === connection.id ? said.on : byDefault
  const wanted = offered && on ? first : null
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
          checked={on}
          onChange={(event) => setSaid({ of: connection.id, on: event.currentTarget.checked })}
          className="size-4 shrink-0 accent-accent"
        />
        {words.first.offer(first)}
      </label>
    </StripLine>
  )
}
