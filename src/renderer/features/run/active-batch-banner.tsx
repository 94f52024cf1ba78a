import { countDone, useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { batchWords as words } from '#shared/text/batch.ts'

/**
 * Says that a batch of this connection is still at work while a new run is prepared, with a button that shows
 * it.
 */
export function ActiveBatchBanner({ connectionId }: { readonly connectionId: string }) {
  const show = useRuns((store) => store.show)
  const run = useRuns((store) =>
    Object.values(store.runs).find((other) => other.connectionId === connectionId && other.state !== 'done'),
  )
  if (run === undefined) return null
  return (
    <Banner
      tone="info"
      action={
        <Button small variant="plain" onClick={() => show(run)}>
          {words.show}
        </Button>
      }
    >
      {run.state === 'paused' ? words.waiting : words.running}
      {': '}
      {words.progress(countDone(run.counts), run.total)}
    </Banner>
  )
}
