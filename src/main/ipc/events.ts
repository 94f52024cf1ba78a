import type { WebContents } from 'electron'
import type { AppError } from '#shared/errors/app-error.ts'
import { EVENT_CHANNEL, type Events, type Topic } from '#shared/ipc/contract.ts'
import { packPayload } from '#shared/ipc/packed.ts'
import type { Job } from '#shared/model/job.ts'
import type { RateStatus, Run, UploadProgress } from '#shared/model/run.ts'
import { redactedError } from './dispatch.ts'
import { byKeyLane, newestLane, queueLane, type Lane } from './event-buffer.ts'
import { redactedJob, redactedRun } from './outgoing.ts'

/** At most ten messages a second a topic. */
const GAP_MS = 100
const MOST_JOBS = 500
const MOST_RUNS = 200

interface EventClock {
  /** Calls back after `ms`. */
  after(ms: number, callback: () => void): unknown
}

interface Sending {
  /** The page, or null while there is none: then nothing is sent, and the page asks when it is there. */
  readonly page: () => Pick<WebContents, 'send' | 'isDestroyed'> | null
  readonly clock: EventClock
  readonly redact: (text: string) => string
}

/** What main tells the page. Each call is cheap: messages are batched, the first and the last always arrive. */
export interface EventSender {
  readonly job: (job: Job) => void
  readonly run: (run: Run) => void
  readonly pace: (pace: RateStatus) => void
  readonly uploads: (progress: UploadProgress) => void
  readonly notice: (error: AppError) => void
  readonly settings: (settings: Events['settings.changed']) => void
  readonly connections: (connections: Events['connections.changed']) => void
  readonly command: (id: string) => void
  /** Resolves when it was sent: whoever has more waits for that, so that nothing piles up here. */
  readonly found: (found: Events['files.found']) => Promise<void>
  readonly rows: (rows: Events['lists.rows']) => Promise<void>
  readonly showRun: (runId: string) => void
  readonly recovered: (reason: Events['app.recovered']['reason']) => void
}

export function createEvents({ page, clock, redact }: Sending): EventSender {
  const put = (topic: Topic, payload: unknown): void => {
    const contents = page()
    if (contents !== null && !contents.isDestroyed()) contents.send(EVENT_CHANNEL, topic, payload)
  }
  const send = <K extends Topic>(topic: K, payload: Events[K]): void => put(topic, payload)
  const paced = <Item, Payload>(lane: Lane<Item, Payload>, deliver: (payload: Payload) => void) =>
    pace(lane, deliver, clock)

  const jobs = paced(
    byKeyLane<Job>(({ id }) => id, MOST_JOBS),
    ({ items, more }) => send('jobs.changed', { jobs: items.map((job) => redactedJob(job, redact)), more }),
  )
  const runs = paced(
    byKeyLane<Run>(({ id }) => id, MOST_RUNS),
    ({ items }) => send('runs.changed', { runs: items.map((run) => redactedRun(run, redact)) }),
  )
  const paces = paced(
    byKeyLane<RateStatus>(({ connectionId }) => connectionId, MOST_RUNS),
    ({ items }) => send('rateStatuses.changed', { rateStatuses: items }),
  )
  const uploads = paced(
    byKeyLane<UploadProgress>(({ runId }) => runId, MOST_RUNS),
    ({ items }) => send('uploads.progress', { uploads: items }),
  )
  const awaited = <K extends 'files.found' | 'lists.rows'>(topic: K) => {
    const add = paced(
      queueLane<{ readonly payload: Events[K]; readonly sent: () => void }>(),
      ({ payload, sent }) => {
        put(topic, packPayload(payload))
        sent()
      },
    )
    return (payload: Events[K]): Promise<void> => new Promise((sent) => add({ payload, sent }))
  }
  const notices = paced(queueLane<AppError>(), (error) => send('app.notice', redactedError(error, redact)))
  const commands = paced(queueLane<Events['app.command']>(), (command) => send('app.command', command))
  return {
    job: jobs,
    run: runs,
    pace: paces,
    uploads,
    notice: notices,
    settings: paced(newestLane<Events['settings.changed']>(), (payload) => send('settings.changed', payload)),
    connections: paced(newestLane<Events['connections.changed']>(), (payload) =>
      send('connections.changed', payload),
    ),
    command: (id) => commands({ id }),
    found: awaited('files.found'),
    rows: awaited('lists.rows'),
    showRun: (runId) => send('app.showRun', { runId }),
    recovered: (reason) => send('app.recovered', { reason }),
  }
}

/** Delivers at once, then again after each gap for as long as something waits. */
function pace<Item, Payload>(
  lane: Lane<Item, Payload>,
  deliver: (payload: Payload) => void,
  clock: EventClock,
): (item: Item) => void {
  let pausing = false
  const flush = (): void => {
    const payload = lane.take()
    pausing = payload !== null
    if (payload === null) return
    deliver(payload)
    clock.after(GAP_MS, flush)
  }
  return (item) => {
    lane.add(item)
    if (!pausing) flush()
  }
}
