import type { ReactNode } from 'react'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { RenderRerun } from '#renderer/stores/runs/rerun-slot.ts'

/** What the Run screen shows of other features. Features do not import each other, so `app` passes these in. */
export interface RunScreenProps {
  /** Draws the jobs that fit a filter, newest first. */
  readonly renderJobs: (
    filter: JobFilterInput,
    selected: string | null,
    onSelect: (jobId: string | null) => void,
  ) => ReactNode
  /** Draws the menu that chooses which labels are columns. */
  readonly renderColumns: () => ReactNode
  /** Draws the panel of a job, beside its list. */
  readonly renderJob: (jobId: string, onClose: () => void) => ReactNode
  /** Draws the strip that runs jobs again, which says first what would be sent and billed. */
  readonly renderRerun: RenderRerun
}
