import type { Credentials } from '#main/filestack/client.ts'
import type { DownloadFile } from '#main/filestack/download.ts'
import type { ReadBodyFile } from '#main/filestack/results/body-file-reader.ts'
import { readFactsOf } from '#main/filestack/results/read-body.ts'
import type { ResultFacts } from '#main/filestack/results/result-facts.ts'
import { createSigner } from '#main/filestack/security.ts'
import { readPages } from '#main/lib/paged-reader.ts'
import { isIntactBody } from '#main/lib/body-file.ts'
import { TimerQueue } from '#main/lib/timer-queue.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { JournalError, type StoredOutputFile } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import {
  fetchFile,
  openFileInTurn,
  type FetchOptions,
  type FetchResult,
  toUnwritableError,
} from './fetch-file.ts'
import { selectOutputFiles, type OutputFile } from './output-files.ts'
import { PendingDownloads, type PendingDownload } from './pending-downloads.ts'

/** Jobs whose files are fetched at once. */
const MAX_CONCURRENT_JOBS = 2
const MIN_RETRY_WAIT_MS = 1000
const RETRY_BASE_MS = 5000
const RETRY_CAP_MS = 600_000
/** Older jobs are ignored at the start: the service has deleted their files. */
const MAX_JOB_AGE_MS = 4 * 86_400_000
const PAGE_ROWS = 500

/** Downloads output files and writes them into the data folder. */
export interface OutputFileStore {
  readonly download: DownloadFile
  /** Keeps a file only when it is complete; rejects with the error of the stream or the file system. */
  readonly write: (
    jobId: string,
    pointer: string,
    bytes: AsyncIterable<Uint8Array>,
  ) => Promise<Pick<StoredOutputFile, 'bytes' | 'sha256'>>
  /** Reads a large result. */
  readonly readBodyFile: ReadBodyFile
}

/** Fetches the output files of results where the setting says so: in turn with the other requests, tried again until the service deletes them. */
export class OutputFileDownloader {
  readonly #context: EngineContext
  readonly #files: OutputFileStore
  readonly #signer = createSigner()
  readonly #pending = new PendingDownloads()
  readonly #retries: TimerQueue<PendingDownload>
  /** The jobs whose files wait or are being fetched, each with its deadline: one that is asked for twice is fetched once. */
  readonly #wanted = new Map<string, number>()
  #activeJobs = 0
  #isRunning = true
  #hasNotified = false

  constructor(context: EngineContext, files: OutputFileStore) {
    this.#context = context
    this.#files = files
    this.#retries = new TimerQueue(context.clock, (due) => {
      for (const { item } of due) this.#pending.add(item)
      this.#startNext()
    })
  }

  /** To be called when a job has finished. Ignores a job without files to fetch. */
  add({ id, connectionId, state, files, forgottenAt }: Job): void {
    const deadline = forgottenAt ?? 0
    if (state !== 'finished' || deadline <= this.#context.ports.clock.now()) return
    if (files !== null && files.kept >= files.total) return
    if (this.#wanted.has(id)) return
    this.#wanted.set(id, deadline)
    this.#pending.add({ id, connectionId, deadline, failures: 0 })
    this.#startNext()
  }

  /** Jobs whose files the service still has and that are not all here, and when it deletes the first; null: none. */
  findUnkept(): { readonly jobs: number; readonly until: number } | null {
    const now = this.#context.ports.clock.now()
    const deadlines = [...this.#wanted.values()].filter((deadline) => deadline > now)
    return deadlines.length === 0 ? null : { jobs: deadlines.length, until: Math.min(...deadlines) }
  }

  /** Adds the jobs of earlier processes, and those that finished while the setting was off. */
  async restore(): Promise<void> {
    const { reader, ports } = this.#context
    if (!ports.keepOutputFiles()) return
    const oldest = ports.clock.now() - MAX_JOB_AGE_MS
    const pages = readPages((cursor) => reader.page({ states: ['finished'] }, cursor, PAGE_ROWS))
    for await (const { jobs } of pages) {
      const young = jobs.filter(({ createdAt }) => createdAt >= oldest)
      for (const job of young) this.add(job)
      if (young.length < jobs.length) return
    }
  }

  /** Opens an output file of this connection that a person waits for; the bytes throw when they do not come whole. */
  async open(
    connectionId: string,
    url: string,
    signal: AbortSignal,
  ): Promise<Result<AsyncIterable<Uint8Array>>> {
    const credentials = await this.#context.ports.credentials(connectionId)
    if (!credentials.ok) return credentials
    const options = this.#toFetchOptions(connectionId, credentials.data)
    return openFileInTurn({ url }, { ...options, signal: AbortSignal.any([signal, options.signal]) })
  }

  /** With false no download begins any more; with true downloads go on. */
  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning
    this.#startNext()
  }

  #startNext(): void {
    while (this.#isRunning && this.#activeJobs < MAX_CONCURRENT_JOBS) {
      const download = this.#pending.next(this.#context.clock.now())
      if (download === undefined) return
      this.#activeJobs += 1
      const done = (): void => {
        this.#activeJobs -= 1
        this.#startNext()
      }
      this.#context.track(this.#attempt(download).finally(done))
    }
  }

  async #attempt(download: PendingDownload): Promise<void> {
    const { ports, clock, signal } = this.#context
    const begunAt = clock.now()
    const isDone = await this.#downloadFiles(download).catch((cause: unknown) => {
      if (!(cause instanceof JournalError)) this.#notifyUnwritable(cause)
      return false
    })
    if (isDone) this.#pending.noteDuration(clock.now() - begunAt)
    if (isDone) this.#wanted.delete(download.id)
    if (isDone || signal.aborted) return
    const waitMs =
      MIN_RETRY_WAIT_MS + fullJitter(ports.random, download.failures, RETRY_BASE_MS, RETRY_CAP_MS)
    const retryAt = ports.clock.now() + waitMs
    download.failures += 1
    if (retryAt < download.deadline) this.#retries.add(retryAt, download)
    else this.#wanted.delete(download.id)
  }

  /** True when no file of the job is worth another try. */
  async #downloadFiles({ id }: PendingDownload): Promise<boolean> {
    const { reader, transitions } = this.#context
    const job = await reader.job(id)
    if (job === null || job.state !== 'finished') return true
    const credentials = await this.#context.ports.credentials(job.connectionId)
    if (!credentials.ok) return false
    const facts = await this.#readFacts(id)
    if (facts === null) return true
    const files = selectOutputFiles(facts, credentials.data)
    const kept = new Set((await reader.storedOutputFiles(id)).map(({ pointer }) => pointer))
    let isDone = true
    for (const file of files.filter(({ pointer }) => !kept.has(pointer))) {
      const outcome = await this.#downloadFile(job, file, credentials.data)
      if (outcome === 'kept') kept.add(file.pointer)
      if (outcome === 'later') isDone = false
    }
    const counts = { kept: kept.size, total: files.length }
    const hasChanged = job.files?.kept !== counts.kept || job.files.total !== counts.total
    if (hasChanged) await transitions.patch(job, { files: counts })
    return isDone
  }

  /** Writes one file and records it in the journal. */
  async #downloadFile(
    job: Job,
    file: OutputFile,
    credentials: Credentials,
  ): Promise<FetchResult<unknown>['kind']> {
    const { transitions } = this.#context
    const { pointer, mimetype } = file
    const options = this.#toFetchOptions(job.connectionId, credentials)
    const fetched = await fetchFile(file, options, (bytes) => this.#files.write(job.id, pointer, bytes))
    if (fetched.kind !== 'kept') return fetched.kind
    const { bytes, sha256 } = fetched.data
    await transitions.write((writer) =>
      writer.recordOutputFile({ jobId: job.id, pointer, mimetype, bytes, sha256 }),
    )
    return 'kept'
  }

  #toFetchOptions(connectionId: string, credentials: Credentials): FetchOptions {
    const { client, schedulers, signal } = this.#context
    return {
      scheduler: schedulers.get(connectionId),
      credentials,
      signer: this.#signer,
      download: this.#files.download,
      serverNow: () => client.serverNow(credentials.hosts.cdn),
      signal,
    }
  }

  /** Null where no result is kept, or not what was received: its links may be any. */
  async #readFacts(jobId: string): Promise<ResultFacts | null> {
    const body = await this.#context.reader.body(jobId)
    if (body === null) return null
    if (body.kind === 'file') {
      const reading = await this.#files.readBodyFile({ path: body.path, ...body.info })
      return reading.isIntact ? reading.facts : this.#notifyDamaged()
    }
    return isIntactBody(body.info, body.bytes) ? readFactsOf(body.bytes) : this.#notifyDamaged()
  }

  #notifyDamaged(): null {
    this.#context.ports.onNotice(appError('job.resultDamaged'))
    return null
  }

  /** The folder cannot be written: notifies once, not for each of thousands of files. */
  #notifyUnwritable(cause: unknown): void {
    if (!this.#hasNotified) this.#context.ports.onNotice(toUnwritableError(cause))
    this.#hasNotified = true
  }
}
