import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS, type Run, type StateCounts } from '#shared/model/run.ts'
import { createProgressAndNotifications } from './progress-and-notifications.ts'

const NONE = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as StateCounts

const runOf = (state: Run['state'], counts: Partial<StateCounts>): Run => ({
  id: 'r1',
  connectionId: 'c1',
  workflowId: 'w1',
  createdAt: 0,
  endedAt: null,
  state,
  pausedBy: null,
  options: DEFAULT_RUN_OPTIONS,
  retryOf: null,
  unwatched: 0,
  unanswered: 0,
  name: null,
  verdicts: { flagged: 0, clear: 0 },
  total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  counts: { ...NONE, ...counts },
})

function desktop(isSeen: boolean) {
  const bars: number[] = []
  const said: string[] = []
  const opened: string[] = []
  let click = (): void => undefined
  const tell = createProgressAndNotifications({
    setProgress: (progress) => bars.push(progress),
    notify: (_title, body, onClick) => {
      said.push(body)
      click = onClick
    },
    isSeen: () => isSeen,
    open: (run) => opened.push(run.id),
  })
  return { tell, bars, said, opened, click: () => click() }
}

// Would catch: an end that counts refused jobs as fine, is told twice, or leads nowhere.
test('the end of a run names its outcome once and leads to it', () => {
  const { tell, said, opened, click } = desktop(false)
  const counts = { finished: 4981, failed: 12, rejected: 7 }
  tell(runOf('running', { ready: 19, finished: 4981 }))
  tell(runOf('done', counts))
  tell(runOf('done', counts))
  expect(said).toEqual(['4,981 finished, 19 failed, 0 may have started'])
  click()
  expect(opened).toEqual(['r1'])
})

// Would catch: a notification over the window that shows the same, or for every run of the past at start.
test('nothing is said to a person who sees it, nor of a run that had ended before', () => {
  const seen = desktop(true)
  seen.tell(runOf('running', { ready: 1 }))
  seen.tell(runOf('done', { finished: 1 }))
  const before = desktop(false)
  before.tell(runOf('done', { finished: 1 }))
  expect([...seen.said, ...before.said]).toEqual([])
})

// Would catch: ten thousand calls into the window system for one run, or a bar that stays after the end.
test('the bar moves in whole percents and goes with the run', () => {
  const { tell, bars } = desktop(false)
  for (let finished = 0; finished <= 1000; finished += 1)
    tell(runOf('running', { ready: 1000 - finished, finished }))
  tell(runOf('done', { finished: 1000 }))
  expect(bars).toHaveLength(102)
  expect([bars[0], bars[50], bars.at(-2), bars.at(-1)]).toEqual([0, 0.5, 1, -1])
})
