import type { ReactNode } from 'react'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { RerunInput } from '#shared/model/rerun.ts'

/** What the Run screen shows of other features. */
export interface RunScreenProps {
  /** The jobs that fit, newest first. */
  readonly renderJobs: (
    filter: JobFilterInput,
    selected: string | null,
    onSelect: (jobId: string | null) => void,
  ) => ReactNode
  /** The panel of one job, beside its list. */
  readonly renderJob: (jobId: string, onClose: () => void) => ReactNode
  /** Running jobs of a connection again, in place: what it would do is told first. */
  readonly renderRerun: (from: RerunInput['from'], connectionId: string, onClose: () => void) => ReactNode
}
