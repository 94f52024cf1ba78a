import { formatCount } from '#shared/format/count.ts'
import { JOB_STATES } from '#shared/model/job.ts'
import type { StateCounts } from '#shared/model/run.ts'
import { stateWords } from '#shared/text/states.ts'

/** "1,240 finished · 12 failed · 3 may have started": the states that any job is in. */
export function formatCounts(counts: StateCounts): string {
  return JOB_STATES.filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${lower(stateWords[state])}`)
    .join(' · ')
}

const lower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1)
