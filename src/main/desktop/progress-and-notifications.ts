import type { Run, StateCounts } from '#shared/model/run.ts'
import { countIn } from '#shared/model/state-groups.ts'
import { appWords as words } from '#shared/text/app.ts'

interface DesktopOptions {
  /** 0..1 in the dock or taskbar; -1 for none. */
  readonly setProgress: (progress: number) => void
  readonly notify: (title: string, body: string, onClick: () => void) => void
  /** True while the window is in front, so that the person sees the end of a run there. */
  readonly isSeen: () => boolean
  /** Shows a run that has ended. */
  readonly open: (run: Run) => void
}

/** Shows on the desktop how far the runs are, and how each ended. Call it with every change of a run. */
export function createProgressAndNotifications({
  setProgress,
  notify,
  isSeen,
  open,
}: DesktopOptions): (run: Run) => void {
  const activeRuns = new Map<string, Run>()
  let shownProgress = -1
  return (run) => {
    const ended = run.state === 'done' && activeRuns.delete(run.id)
    if (run.state !== 'done') activeRuns.set(run.id, run)
    const progress = toProgress([...activeRuns.values()])
    if (progress !== shownProgress) setProgress(progress)
    shownProgress = progress
    if (!ended || isSeen()) return
    notify(words.name, toOutcome(run.counts), () => open(run))
  }
}

/** In whole percents, so that the bar is not set again for each of ten thousand jobs. */
function toProgress(runs: readonly Run[]): number {
  const total = runs.reduce((sum, run) => sum + run.total, 0)
  if (total === 0) return -1
  const left = runs.reduce((sum, { counts }) => sum + countIn(counts, 'open'), 0)
  return Math.floor(((total - left) / total) * 100) / 100
}

const toOutcome = (counts: StateCounts): string =>
  words.runEnded(counts.finished, countIn(counts, 'failed'), counts.unknown)
