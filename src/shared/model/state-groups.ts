import type { JobState } from './job.ts'
import type { StateCounts } from './run.ts'

/** The states of a job in the groups people ask for; every state is in one of them. */
export const STATE_GROUPS = {
  open: ['queued', 'uploading', 'ready', 'sending', 'started'],
  finished: ['finished'],
  failed: ['failed', 'rejected'],
  unknown: ['unknown'],
  expired: ['expired'],
  stopped: ['stopped'],
} as const satisfies Record<string, readonly JobState[]>

export type StateGroup = keyof typeof STATE_GROUPS

/** How many jobs of a run are in a group. */
export const countIn = (counts: StateCounts, group: StateGroup): number =>
  STATE_GROUPS[group].reduce((sum, state) => sum + counts[state], 0)
