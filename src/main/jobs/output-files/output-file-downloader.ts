import { readFile } from 'node:fs/promises'
import type { DownloadFile } from '#main/filestack/download.ts'
import { createSigner } from '#main/filestack/security.ts'
import { TimerQueue } from '#main/lib/timer-queue.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import { PriorityQueue } from '#main/lib/priority-queue.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { JournalError, type JournalReader, type KeptFile } from '#main/storage/journal/journal.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { Job } from '#shared/model/job.ts'
import { fetchFile, toUnwritableError } from './fetch-file.ts'
import { findOutputFiles, type OutputFile } from './output-files.ts'

/** Jobs whose files are fetched at once. */
const MAX_CONCURRENT_JOBS = 2
/** Waits after failures, ms. */
const RETRY_BASE_MS = 5000
const RETRY_CAP_MS = 600_000
/** At the start, jobs no older than this may still have files at the service, ms. */
const MAX_JOB_AGE_MS = 4 * 86_400_000
const PAGE_ROWS = 500

/** Gets produced files and puts them into the data folder. */
export interface OutputFileStore {
  readonly download: DownloadFile
  /** Whole or not at all; rejects with what the stream or the file system says. */
  readonly write: (
    jobId: string,
    pointer: string,
    bytes: AsyncIterable<Uint8Array>,
  ) => Promise<Pick<KeptFile, 'bytes' | 'sha256'>>
}

export interface OutputFileDownloaderOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly transitions: JobTransitions
  readonly files: OutputFileStore
  readonly schedulerFor: (connectionId: string) => ConnectionScheduler
  readonly signal: AbortSignal
  readonly track: (work: Promise<void>) => void
}

/** A finished job whose files are wanted before the service forgets them. */
interface PendingDownload {
  readonly id: string
  readonly connectionId: string
  readonly deadline: number
  failures: number
}

/** Keeps the files that results link to, where the person wants that: the nearest deadline first, tried until then. */
export class OutputFileDownloader {
  readonly #options: OutputFileDownloaderOptions
  readonly #signer = createSigner()
  readonly #waiting = new PriorityQueue<PendingDownload>((a, b) => a.deadline < b.deadline)
  readonly #retries: TimerQueue<PendingDownload>
  #activeDownloads = 0
  #isOpen = true
  #hasNotified = false

  constructor(options: OutputFileDownloaderOptions) {
    this.#options = options
    this.#retries = new TimerQueue(options.ports.clock, (due) => {
      for (const { item } of due) this.#waiting.push(item)
      this.#startNext()
    })
  }

  /** A job has finished. */
  add({ id, connectionId, state, files, forgottenAt }: Job): void {
    const deadline = forgottenAt ?? 0
    if (state !== 'finished' || deadline <= this.#options.ports.clock.now()) return
    if (files !== null && files.kept >= files.of) return
    this.#waiting.push({ id, connectionId, deadline, failures: 0 })
    this.#startNext()
  }

  /** What an earlier process left, or the setting did not ask for then. */
  async restore(): Promise<void> {
    const { reader, ports } = this.#options
    if (!ports.keepProducedFiles()) return
    const oldest = ports.clock.now() - MAX_JOB_AGE_MS
    let before: string | null = null
    do {
      const page: Awaited<ReturnType<JournalReader['page']>> = await reader.page(
        { states: ['finished'] },
        before,
        PAGE_ROWS,
      )
      const young = page.jobs.filter(({ createdAt }) => createdAt >= oldest)
      for (const job of young) this.add(job)
      before = young.length < page.jobs.length ? null : page.next
    } while (before !== null)
  }

  /** False: nothing more is begun; true: goes on. */
  setOpen(moving: boolean): void {
    this.#isOpen = moving
    this.#startNext()
  }

  #startNext(): void {
    while (this.#isOpen && this.#activeDownloads < MAX_CONCURRENT_JOBS) {
      const wanted = this.#waiting.pop()
      if (wanted === null) return
      this.#activeDownloads += 1
      const done = (): void => {
        this.#activeDownloads -= 1
        this.#startNext()
      }
      this.#options.track(this.#attempt(wanted).finally(done))
    }
  }

  async #attempt(wanted: PendingDownload): Promise<void> {
    const { ports, signal } = this.#options
    const isDone = await this.#downloadFiles(wanted).catch((cause: unknown) => {
      if (!(cause instanceof JournalError)) this.#notifyUnwritable(cause)
      return false
    })
    if (isDone || signal.aborted) return
    const at =
      ports.clock.now() + fullJitter(ports.random, wanted.failures, RETRY_BASE_MS, RETRY_CAP_MS) + 1000
    wanted.failures += 1
    if (at < wanted.deadline) this.#retries.add(at, wanted)
  }

  /** True when nothing of it is worth another try. */
  async #downloadFiles({ id }: PendingDownload): Promise<boolean> {
    const { reader, transitions } = this.#options
    const job = await reader.job(id)
    if (job === null || job.state !== 'finished') return true
    const credentials = await this.#options.ports.credentials(job.connectionId)
    if (!credentials.ok) return false
    const files = findOutputFiles(await this.#readBody(id), credentials.data.hosts)
    const kept = new Set((await reader.keptFiles(id)).map(({ pointer }) => pointer))
    let isDone = true
    for (const file of files.filter(({ pointer }) => !kept.has(pointer))) {
      const fetched = await this.#downloadFile(job, file, credentials.data)
      if (fetched === 'kept') kept.add(file.pointer)
      if (fetched === 'later') isDone = false
    }
    const now = { kept: kept.size, of: files.length }
    if (job.files?.kept !== now.kept || job.files.of !== now.of) await transitions.patch(job, { files: now })
    return isDone
  }

  async #downloadFile(
    job: Job,
    file: OutputFile,
    credentials: Parameters<typeof fetchFile>[1]['credentials'],
  ): Promise<'kept' | 'later' | 'never'> {
    const { files, ports, schedulerFor, signal, transitions } = this.#options
    const { pointer, mimetype } = file
    const { download } = files
    const now = ports.clock.now()
    const options = {
      scheduler: schedulerFor(job.connectionId),
      credentials,
      signer: this.#signer,
      download,
      now,
      signal,
    }
    const fetched = await fetchFile(file, options, (bytes) => files.write(job.id, pointer, bytes))
    if (fetched.kind !== 'kept') return fetched.kind
    const { bytes, sha256 } = fetched.data
    await transitions.write((writer) => writer.keepFile({ jobId: job.id, pointer, mimetype, bytes, sha256 }))
    return 'kept'
  }

  async #readBody(jobId: string): Promise<Uint8Array> {
    const body = await this.#options.reader.body(jobId)
    if (body === null) return new Uint8Array()
    return body.kind === 'inline' ? body.bytes : readFile(body.path)
  }

  /** The folder cannot be written: said once. */
  #notifyUnwritable(cause: unknown): void {
    if (!this.#hasNotified) this.#options.ports.onNotice(toUnwritableError(cause))
    this.#hasNotified = true
  }
}
