import { asksForResults, useFactsProgress } from '#renderer/stores/jobs/index.ts'
import { historyWords } from '#shared/text/history.ts'

/** While results are being read, a search by them finds fewer jobs than there are: how far it is, in one line. */
export function FactsNotice({ query }: { readonly query: string }) {
  const isWanted = asksForResults(query)
  const progress = useFactsProgress(isWanted)
  if (!isWanted || progress === null || progress.read >= progress.total) return null
  return (
    <output className="border-b border-line bg-surface-2 px-4 py-1 text-muted">
      {historyWords.readingResults(progress.read, progress.total)}
    </output>
  )
}
