import type { WebContents } from 'electron'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#main/lib/clock.ts'
import { Throttle } from '#main/lib/throttle.ts'
import { EVENT_CHANNEL, type Events, type Topic } from '#shared/ipc/contract.ts'
import { packPayload } from '#shared/ipc/packed.ts'
import type { BackupProgress } from '#shared/model/backup.ts'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'
import type { Job } from '#shared/model/job.ts'
import type { RateStatus, Run, UploadProgress } from '#shared/model/run.ts'
import { latestByKey, latestOnly, everyInOrder, type EventBuffer } from './event-buffer.ts'
import { redactError, redactFileSaving, redactJob, redactRun } from './redact-outgoing.ts'

/** At most ten messages a second a topic. */
const PUBLISH_INTERVAL_MS = 100
const MAX_JOBS_PER_MESSAGE = 500
const MAX_ENTRIES_PER_MESSAGE = 200

interface EventSenderOptions {
  /** The page, or null while there is none: then nothing is sent, and the page asks when it is there. */
  readonly page: () => Pick<WebContents, 'send' | 'isDestroyed'> | null
  readonly clock: Pick<Clock, 'after'>
  readonly redact: (text: string) => string
}

/** Sends the events of main to the page. A call is cheap: events are batched, and the first and the last always arrive. */
export interface EventSender {
  readonly job: (job: Job) => void
  /** Jobs came or left, or very many changed. */
  readonly manyJobs: () => void
  readonly run: (run: Run) => void
  readonly rateStatus: (status: RateStatus) => void
  readonly uploads: (progress: UploadProgress) => void
  readonly facts: (progress: FactsProgress) => void
  readonly fileSaving: (saving: FileSaving) => void
  readonly backup: (progress: BackupProgress) => void
  readonly exportProgress: (progress: Events['exports.progress']) => void
  readonly compaction: (progress: Events['disk.progress']) => void
  readonly notice: (error: AppError) => void
  readonly settings: (settings: Events['settings.changed']) => void
  readonly connections: (connections: Events['connections.changed']) => void
  readonly command: (id: string) => void
  /** Resolves when it was sent. A caller with more to send waits for that, so that the buffer stays small. */
  readonly filesFound: (found: Events['files.found']) => Promise<void>
  readonly listRows: (rows: Events['lists.rows']) => Promise<void>
  readonly showRun: (runId: string) => void
  readonly recovered: (reason: Events['app.recovered']['reason']) => void
}

export function createEventSender({ page, clock, redact }: EventSenderOptions): EventSender {
  const sendRaw = (topic: Topic, payload: unknown): void => {
    const contents = page()
    if (contents !== null && !contents.isDestroyed()) contents.send(EVENT_CHANNEL, topic, payload)
  }
  const send = <K extends Topic>(topic: K, payload: Events[K]): void => sendRaw(topic, payload)
  const sendPacked = <K extends Topic>(topic: K, payload: Events[K]): void =>
    sendRaw(topic, packPayload(payload))
  const publishBuffered = <Item, Payload>(
    buffer: EventBuffer<Item, Payload>,
    deliver: (payload: Payload) => void,
  ) => publishAtIntervals(buffer, deliver, clock)

  const jobs = publishBuffered(
    latestByKey<Job>(({ id }) => id, MAX_JOBS_PER_MESSAGE),
    ({ items, more }) =>
      sendPacked('jobs.changed', { jobs: items.map((job) => redactJob(job, redact)), more }),
  )
  const manyJobs = publishBuffered(latestOnly<Events['jobs.changed']>(), (payload) =>
    sendPacked('jobs.changed', payload),
  )
  const runs = publishBuffered(
    latestByKey<Run>(({ id }) => id, MAX_ENTRIES_PER_MESSAGE),
    ({ items }) => send('runs.changed', { runs: items.map((run) => redactRun(run, redact)) }),
  )
  const rateStatuses = publishBuffered(
    latestByKey<RateStatus>(({ connectionId }) => connectionId, MAX_ENTRIES_PER_MESSAGE),
    ({ items }) => send('rateStatuses.changed', { rateStatuses: items }),
  )
  const uploads = publishBuffered(
    latestByKey<UploadProgress>(({ runId }) => runId, MAX_ENTRIES_PER_MESSAGE),
    ({ items }) => send('uploads.progress', { uploads: items }),
  )
  const awaited = <K extends 'files.found' | 'lists.rows'>(topic: K) => {
    const add = publishBuffered(
      everyInOrder<{ readonly payload: Events[K]; readonly sent: () => void }>(),
      ({ payload, sent }) => {
        sendPacked(topic, payload)
        sent()
      },
    )
    return (payload: Events[K]): Promise<void> => new Promise((sent) => add({ payload, sent }))
  }
  const notices = publishBuffered(everyInOrder<AppError>(), (error) =>
    send('app.notice', redactError(error, redact)),
  )
  const commands = publishBuffered(everyInOrder<Events['app.command']>(), (command) =>
    send('app.command', command),
  )
  return {
    job: jobs,
    manyJobs: () => manyJobs({ jobs: [], more: true }),
    run: runs,
    rateStatus: rateStatuses,
    uploads,
    facts: publishBuffered(latestOnly<FactsProgress>(), (progress) => send('facts.changed', progress)),
    fileSaving: publishBuffered(latestOnly<FileSaving>(), (saving) =>
      send('outputFiles.saving', redactFileSaving(saving, redact)),
    ),
    backup: publishBuffered(latestOnly<BackupProgress>(), (progress) => send('backup.progress', progress)),
    exportProgress: publishBuffered(latestOnly<Events['exports.progress']>(), (progress) =>
      send('exports.progress', progress),
    ),
    compaction: publishBuffered(latestOnly<Events['disk.progress']>(), (progress) =>
      send('disk.progress', progress),
    ),
    notice: notices,
    settings: publishBuffered(latestOnly<Events['settings.changed']>(), (payload) =>
      send('settings.changed', payload),
    ),
    connections: publishBuffered(latestOnly<Events['connections.changed']>(), (payload) =>
      send('connections.changed', payload),
    ),
    command: (id) => commands({ id }),
    filesFound: awaited('files.found'),
    listRows: awaited('lists.rows'),
    showRun: (runId) => send('app.showRun', { runId }),
    recovered: (reason) => send('app.recovered', { reason }),
  }
}

/** Delivers at once, then again after each interval for as long as something waits. */
function publishAtIntervals<Item, Payload>(
  buffer: EventBuffer<Item, Payload>,
  deliver: (payload: Payload) => void,
  clock: Pick<Clock, 'after'>,
): (item: Item) => void {
  const throttle = new Throttle({
    clock,
    intervalMs: PUBLISH_INTERVAL_MS,
    run: () => {
      const payload = buffer.takeNext()
      if (payload !== null) deliver(payload)
      return buffer.isEmpty() ? null : PUBLISH_INTERVAL_MS
    },
  })
  return (item) => {
    buffer.add(item)
    throttle.request()
  }
}
