import type { Run, StateCounts } from '#shared/model/run.ts'
import { countIn } from '#shared/model/state-groups.ts'
import { appWords as words } from '#shared/text/app.ts'

interface Desktop {
  /** 0..1 in the dock or taskbar; -1 for none. */
  readonly setProgress: (progress: number) => void
  readonly notify: (title: string, body: string, onClick: () => void) => void
  /** The person has the window before them and sees the end there. */
  readonly isSeen: () => boolean
  /** Leads to a run that has ended. */
  readonly open: (run: Run) => void
}

/** What the desktop shows of runs outside of the window: how far they are, and how each ended. Told every change. */
export function createProgressAndNotifications({
  setProgress,
  notify,
  isSeen,
  open,
}: Desktop): (run: Run) => void {
  const going = new Map<string, Run>()
  let shown = -1
  return (run) => {
    const ended = run.state === 'done' && going.delete(run.id)
    if (run.state !== 'done') going.set(run.id, run)
    const progress = progressOf([...going.values()])
    if (progress !== shown) setProgress(progress)
    shown = progress
    if (!ended || isSeen()) return
    notify(words.name, outcomeOf(run.counts), () => open(run))
  }
}

/** Whole percents: a bar that is set on each of ten thousand jobs shows nothing more. */
function progressOf(runs: readonly Run[]): number {
  const total = runs.reduce((sum, run) => sum + run.total, 0)
  if (total === 0) return -1
  const left = runs.reduce((sum, { counts }) => sum + countIn(counts, 'open'), 0)
  return Math.floor(((total - left) / total) * 100) / 100
}

const outcomeOf = (counts: StateCounts): string =>
  words.runEnded(counts.finished, countIn(counts, 'failed'), counts.unknown)
