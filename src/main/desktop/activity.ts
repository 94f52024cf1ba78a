import { isWaiting } from '#shared/model/job-state.ts'
import { JOB_STATES } from '#shared/model/job.ts'
import { countUnderWay, type Run } from '#shared/model/run.ts'

/** How many jobs are active, over all runs. */
export interface ActivityCounts {
  /** Jobs that wait for their turn in runs that are not paused. */
  readonly waiting: number
  /** Jobs that were sent and have not ended. */
  readonly running: number
}

/** Adds up the active jobs of all runs. Calls back when the first one begins and when none is left. */
export class Activity {
  readonly #runs = new Map<string, ActivityCounts>()
  readonly #onChange: (isActive: boolean) => void

  constructor(onChange: (isActive: boolean) => void) {
    this.#onChange = onChange
  }

  update(run: Run): void {
    const wasActive = this.isActive
    const counts = countActivity(run)
    if (counts.waiting + counts.running > 0) this.#runs.set(run.id, counts)
    else this.#runs.delete(run.id)
    if (this.isActive !== wasActive) this.#onChange(this.isActive)
  }

  get isActive(): boolean {
    return this.#runs.size > 0
  }

  get counts(): ActivityCounts {
    const all = [...this.#runs.values()]
    return {
      waiting: all.reduce((sum, { waiting }) => sum + waiting, 0),
      running: all.reduce((sum, { running }) => sum + running, 0),
    }
  }
}

function countActivity(run: Run): ActivityCounts {
  const { state, counts } = run
  const waiting = JOB_STATES.filter(isWaiting).reduce((sum, each) => sum + counts[each], 0)
  return { waiting: state === 'running' ? waiting : 0, running: countUnderWay(run) }
}
