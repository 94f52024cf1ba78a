import { useVerdictCounts } from '#renderer/stores/jobs/use-verdict-counts.ts'
import { findVerdict, useHistoryView, type ShownVerdict } from '#renderer/stores/history-view/index.ts'
import { CountButton } from '#renderer/ui/count-button.tsx'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { historyWords } from '#shared/text/history.ts'

const words = historyWords.filter
const VERDICTS: readonly ShownVerdict[] = ['flagged', 'clear']

/** How many jobs of the list are flagged and clear; a click shows only those. Draws nothing where no job has a verdict. */
export function VerdictFilter({ filter }: { readonly filter: JobFilterInput }) {
  const chosen = useHistoryView((view) => findVerdict(view.conditions))
  const chooseVerdict = useHistoryView((view) => view.chooseVerdict)
  const counts = useVerdictCounts(filter)
  if (chosen === null && VERDICTS.every((verdict) => (counts?.[verdict] ?? 0) === 0)) return null
  return (
    <fieldset aria-label={words.verdicts} className="flex shrink-0 gap-1">
      {VERDICTS.map((verdict) => (
        <CountButton
          key={verdict}
          label={words.verdict[verdict]}
          count={counts?.[verdict] ?? 0}
          alarm={verdict === 'flagged' ? 'text-red' : undefined}
          chosen={chosen === verdict}
          onChoose={() => chooseVerdict(chosen === verdict ? null : verdict)}
        />
      ))}
    </fieldset>
  )
}
