import { RotateCw } from 'lucide-react'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Job } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'
import { JobActs } from './job-acts.tsx'
import { describeSource } from '#renderer/stores/jobs/describe-source.ts'

/** What the person wants to run again: one job, or the jobs that were marked. */
export type RerunRequest =
  | { readonly what: 'one'; readonly job: Job; readonly choosesWorkflow: boolean }
  | { readonly what: 'marked'; readonly jobs: readonly Job[] }

interface MarksBarProps {
  readonly marks: { readonly jobs: readonly Job[]; readonly clear: () => void }
  /** The jobs to be run again; null until the person asks for it. */
  readonly rerun: RerunRequest | null
  readonly onRerun: (rerun: RerunRequest | null) => void
  readonly renderRerun: RenderRerun
  /** The one job runs again, in this run. */
  readonly onStarted: (run: Run) => void
}

/** The bar above a list: how many jobs are marked, what can be done with them, and the strip that runs jobs again. */
export function MarksBar({ marks, rerun: asked, onRerun, renderRerun, onStarted }: MarksBarProps) {
  const marked = marks.jobs
  // With other marks it is another question: the strip closes, so that it never runs what is not marked any more.
  const rerun = asked?.what === 'marked' && asked.jobs !== marked ? null : asked
  const jobs = rerun === null ? [] : rerun.what === 'one' ? [rerun.job] : rerun.jobs
  if (marked.length === 0 && rerun === null) return null
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 py-1.5">
      {marked.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <span aria-live="polite" className="grow font-semibold">
            {words.marked(marked.length)}
          </span>
          <Button
            icon={RotateCw}
            aria-expanded={rerun?.what === 'marked'}
            onClick={() => onRerun(rerun?.what === 'marked' ? null : { what: 'marked', jobs: marked })}
          >
            {words.rerunMarked}
          </Button>
          <JobActs
            // With other marks it is about others: what is open closes.
            key={marked.length}
            jobs={{ from: { kind: 'jobs', jobIds: marked.map(({ id }) => id) }, count: marked.length }}
            onDeleted={marks.clear}
          />
          <Button
            onClick={() => {
              marks.clear()
              onRerun(null)
            }}
          >
            {words.clearMarks}
          </Button>
        </div>
      )}
      {rerun !== null &&
        jobs.length > 0 &&
        renderRerun({
          from: { kind: 'jobs', jobIds: jobs.map(({ id }) => id) },
          // Another row may be chosen while the strip is open.
          ...(rerun.what === 'one' && { about: describeSource(rerun.job).name }),
          connectionId: findCommonConnection(jobs),
          choosesWorkflow: rerun.what === 'one' && rerun.choosesWorkflow,
          onClose: () => onRerun(null),
          // One job runs again without leaving the list; of several the new run is shown.
          ...(jobs.length === 1 && {
            onStarted: ([run]) => {
              marks.clear()
              if (run !== undefined) onStarted(run)
            },
          }),
        })}
    </div>
  )
}

/** The connection of all these jobs; null when they are of several. */
function findCommonConnection([first, ...more]: readonly Job[]): string | null {
  if (first === undefined) return null
  return more.every(({ connectionId }) => connectionId === first.connectionId) ? first.connectionId : null
}
