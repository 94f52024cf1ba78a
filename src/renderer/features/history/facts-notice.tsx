import { asksForResults, listAskedPaths, useFactsProgress } from '#renderer/stores/jobs/index.ts'
import { findSlowest } from '#shared/model/facts/index.ts'
import { historyWords } from '#shared/text/history.ts'

/** While results are being read, a search by them finds fewer jobs than there are: how far it is, and what is left out, in one line. */
export function FactsNotice({ query }: { readonly query: string }) {
  const isWanted = asksForResults(query)
  const progress = useFactsProgress(isWanted)
  if (!isWanted || progress === null) return null
  const paths = listAskedPaths(query)
  const { read, total } = findSlowest(progress, paths)
  const asked = progress.paths.filter(({ path }) => paths.includes(path))
  const partial = Math.max(0, ...asked.map((each) => each.partial))
  if (read >= total && partial === 0) return null
  return (
    <output className="border-b border-line bg-surface-2 px-4 py-1 text-muted">
      {read < total ? historyWords.readingResults(read, total) : historyWords.partialPaths(partial)}
    </output>
  )
}
