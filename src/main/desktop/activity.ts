import { isWaiting } from '#shared/model/job-state.ts'
import { JOB_STATES } from '#shared/model/job.ts'
import { underWay, type Run } from '#shared/model/run.ts'

/** What goes on in all runs. */
export interface Going {
  /** Jobs that wait for their turn in runs that are not paused. */
  readonly waiting: number
  /** Jobs that were sent and have not ended. */
  readonly running: number
}

/** Adds up what goes on from the runs as they are told, and says when something begins and when nothing is left. */
export class Activity {
  readonly #runs = new Map<string, Going>()
  readonly #onChange: (active: boolean) => void

  constructor(onChange: (active: boolean) => void) {
    this.#onChange = onChange
  }

  note(run: Run): void {
    const before = this.active
    const going = goingOf(run)
    if (going.waiting + going.running > 0) this.#runs.set(run.id, going)
    else this.#runs.delete(run.id)
    if (this.active !== before) this.#onChange(this.active)
  }

  get active(): boolean {
    return this.#runs.size > 0
  }

  get going(): Going {
    const all = [...this.#runs.values()]
    return {
      waiting: all.reduce((sum, { waiting }) => sum + waiting, 0),
      running: all.reduce((sum, { running }) => sum + running, 0),
    }
  }
}

function goingOf(run: Run): Going {
  const { state, counts } = run
  const waiting = JOB_STATES.filter(isWaiting).reduce((sum, each) => sum + counts[each], 0)
  return { waiting: state === 'running' ? waiting : 0, running: underWay(run) }
}
