import { CircleX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { failedCount, useRuns } from '#renderer/stores/runs/index.ts'
import type { FailureGroup, Run } from '#shared/model/run.ts'
import { run as words } from '#shared/text/run.ts'

/** Failed and refused jobs, one line a cause. */
export function Causes({ run }: { readonly run: Run }) {
  const ask = useRuns((store) => store.failures)
  const [known, setKnown] = useState<{ readonly runId: string; readonly groups: readonly FailureGroup[] }>()
  const failed = failedCount(run.counts)
  useEffect(() => {
    if (failed === 0) return undefined
    let wanted = true
    const load = async (): Promise<void> => {
      const answer = await ask(run.id)
      if (wanted && answer.ok) setKnown({ runId: run.id, groups: answer.data })
    }
    void load()
    return () => {
      wanted = false
    }
  }, [ask, run.id, failed])
  if (failed === 0 || known?.runId !== run.id || known.groups.length === 0) return null
  return (
    <section
      aria-label={words.batch.causes}
      className="max-h-40 overflow-y-auto rounded-card border border-line"
    >
      <ul>
        {known.groups.map(({ error, count }) => (
          <li
            key={`${error.code} ${error.message}`}
            className="flex min-h-8 items-center gap-2 border-b border-line px-3 py-1 last:border-b-0"
          >
            <CircleX aria-hidden size={15} className="shrink-0 text-red" />
            <span className="selectable min-w-0 grow">
              {error.message} <span className="text-muted">{error.advice}</span>
              {error.correlationId !== undefined && (
                <span className="text-muted"> {words.batch.correlation(error.correlationId)}</span>
              )}
            </span>
            <span className="shrink-0 font-semibold">{words.batch.cause(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
