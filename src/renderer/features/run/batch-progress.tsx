import { useEffect, useState } from 'react'
import { doneCount, paceOf, useRuns, type Sample } from '#renderer/stores/runs/index.ts'
import { SegmentedBar } from '#renderer/ui/segmented-bar.tsx'
import { StateSign } from '#renderer/ui/state-sign.tsx'
import { JOB_STATES } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { app } from '#shared/text/app.ts'
import { run as words } from '#shared/text/run.ts'
import { durationWords, leftWords, rateWords } from './time-words.ts'

/** One bar segmented by state, and how far, how fast and how long still. */
export function BatchProgress({ run }: { readonly run: Run }) {
  const done = doneCount(run.counts)
  return (
    <section aria-label={app.runningBatch(done, run.total)} className="flex flex-col gap-2">
      <SegmentedBar
        counts={run.counts}
        label={app.runningBatch(done, run.total)}
        done={run.total === 0 ? 1 : done / run.total}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {/* What was never sent is through, but nobody would call it done. */}
        <span className="font-semibold">{words.batch.progress(done - run.counts.stopped, run.total)}</span>
        <PaceLine run={run} />
        <ul aria-label={words.batch.states} className="ml-auto flex flex-wrap gap-x-4 text-xs">
          {JOB_STATES.filter((state) => run.counts[state] > 0).map((state) => (
            <li key={state} className="flex items-center gap-1.5">
              <StateSign state={state} />
              <span className="font-semibold">{run.counts[state].toLocaleString('en')}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

const NO_SAMPLES: readonly Sample[] = []

function PaceLine({ run }: { readonly run: Run }) {
  const samples = useRuns((store) => store.samples[run.id] ?? NO_SAMPLES)
  const now = useClock(run.state === 'running')
  if (run.state === 'done') {
    return run.endedAt === null ? null : (
      <span className="text-muted">{words.batch.took(durationWords(run.endedAt - run.createdAt))}</span>
    )
  }
  if (run.state === 'stopping') return <span className="text-muted">{words.batch.stopping}</span>
  const pace = run.state === 'running' ? paceOf(run, samples, now) : null
  if (pace === null) return null
  return (
    <span className="text-muted">
      {words.batch.rate(rateWords(pace.perSecond))} · {words.batch.left(leftWords(pace.leftMs))}
    </span>
  )
}

const TICK_MS = 1_000

/** Ms of the clock that never jumps, as the samples have it; followed while it matters. */
function useClock(matters: boolean): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (!matters) return undefined
    const timer = setInterval(() => setNow(performance.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [matters])
  return now
}
