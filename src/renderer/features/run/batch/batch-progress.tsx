import { countDone } from '#renderer/stores/runs/index.ts'
import { StateBar } from '#renderer/job-state/state-bar.tsx'
import { StateSign } from '#renderer/job-state/state-sign.tsx'
import { formatCount } from '#shared/format/count.ts'
import { JOB_STATES } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { appWords } from '#shared/text/app.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { SpeedLine } from './speed-line.tsx'

/**
 * The progress of a run: a bar segmented by state, the number of jobs that are done, the speed and the time
 * left.
 */
export function BatchProgress({ run }: { readonly run: Run }) {
  const done = countDone(run.counts)
  return (
    <section aria-label={appWords.runningBatch(done, run.total)} className="flex flex-col gap-2 low:gap-1">
      <StateBar
        counts={run.counts}
        label={appWords.runningBatch(done, run.total)}
        done={run.total === 0 ? 1 : done / run.total}
      />
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        {/* Stopped jobs are over, but they were never sent, so they do not count as done here. */}
        <span className="font-semibold">{words.progress(done - run.counts.stopped, run.total)}</span>
        <SpeedLine run={run} />
      </div>
      {/* The states have a line of their own, so that they do not move when the text above changes. In a low window the
          filter below says the same. */}
      <ul aria-label={words.states} className="flex flex-wrap gap-x-4 text-xs low:sr-only">
        {JOB_STATES.filter((state) => run.counts[state] > 0).map((state) => (
          <li key={state} className="flex items-center gap-1.5">
            <StateSign state={state} />
            <span className="font-semibold">{formatCount(run.counts[state])}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
