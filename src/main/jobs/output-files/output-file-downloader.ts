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
import { fetchFile, unwritable } from './fetch-file.ts'
import { findOutputFiles, type LinkedFile } from './output-files.ts'

/** Jobs whose files are fetched at once. */
const AT_ONCE = 2
/** Waits after failures, ms. */
const RETRY_BASE = 5000
const RETRY_CAP = 600_000
/** At the start, jobs no older than this may still have files at the service, ms. */
const OLDEST = 4 * 86_400_000
const PAGE = 500

/** Gets produced files and puts them into the data folder. */
export interface FileStore {
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
  readonly commits: JobTransitions
  readonly files: FileStore
  readonly lane: (connectionId: string) => ConnectionScheduler
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
  readonly #later: TimerQueue<PendingDownload>
  #underWay = 0
  #moving = true
  #told = false

  constructor(options: OutputFileDownloaderOptions) {
    this.#options = options
    this.#later = new TimerQueue(options.ports.clock, (due) => {
      for (const { item } of due) this.#waiting.push(item)
      this.#pump()
    })
  }

  /** A job has finished. */
  want({ id, connectionId, state, files, forgottenAt }: Job): void {
    const deadline = forgottenAt ?? 0
    if (state !== 'finished' || deadline <= this.#options.ports.clock.now()) return
    if (files !== null && files.kept >= files.of) return
    this.#waiting.push({ id, connectionId, deadline, failures: 0 })
    this.#pump()
  }

  /** What an earlier process left, or the setting did not ask for then. */
  async restore(): Promise<void> {
    const { reader, ports } = this.#options
    if (!ports.keepProducedFiles()) return
    const oldest = ports.clock.now() - OLDEST
    let before: string | null = null
    do {
      const page: Awaited<ReturnType<JournalReader['page']>> = await reader.page(
        { states: ['finished'] },
        before,
        PAGE,
      )
      const young = page.jobs.filter(({ createdAt }) => createdAt >= oldest)
      for (const job of young) this.want(job)
      before = young.length < page.jobs.length ? null : page.next
    } while (before !== null)
  }

  /** False: nothing more is begun; true: goes on. */
  move(moving: boolean): void {
    this.#moving = moving
    this.#pump()
  }

  #pump(): void {
    while (this.#moving && this.#underWay < AT_ONCE) {
      const wanted = this.#waiting.pop()
      if (wanted === null) return
      this.#underWay += 1
      const done = (): void => {
        this.#underWay -= 1
        this.#pump()
      }
      this.#options.track(this.#try(wanted).finally(done))
    }
  }

  async #try(wanted: PendingDownload): Promise<void> {
    const { ports, signal } = this.#options
    const isDone = await this.#keep(wanted).catch((cause: unknown) => {
      if (!(cause instanceof JournalError)) this.#tell(cause)
      return false
    })
    if (isDone || signal.aborted) return
    const at = ports.clock.now() + fullJitter(ports.random, wanted.failures, RETRY_BASE, RETRY_CAP) + 1000
    wanted.failures += 1
    if (at < wanted.deadline) this.#later.add(at, wanted)
  }

  /** True when nothing of it is worth another try. */
  async #keep({ id }: PendingDownload): Promise<boolean> {
    const { reader, commits } = this.#options
    const job = await reader.job(id)
    if (job === null || job.state !== 'finished') return true
    const credentials = await this.#options.ports.credentials(job.connectionId)
    if (!credentials.ok) return false
    const files = findOutputFiles(await this.#bodyOf(id), credentials.data.hosts)
    const kept = new Set((await reader.keptFiles(id)).map(({ pointer }) => pointer))
    let isDone = true
    for (const file of files.filter(({ pointer }) => !kept.has(pointer))) {
      const fetched = await this.#fetch(job, file, credentials.data)
      if (fetched === 'kept') kept.add(file.pointer)
      if (fetched === 'later') isDone = false
    }
    const now = { kept: kept.size, of: files.length }
    if (job.files?.kept !== now.kept || job.files.of !== now.of) await commits.patch(job, { files: now })
    return isDone
  }

  async #fetch(
    job: Job,
    file: LinkedFile,
    credentials: Parameters<typeof fetchFile>[1]['credentials'],
  ): Promise<'kept' | 'later' | 'never'> {
    const { files, ports, lane, signal, commits } = this.#options
    const { pointer, mimetype } = file
    const { download } = files
    const now = ports.clock.now()
    const options = { lane: lane(job.connectionId), credentials, signer: this.#signer, download, now, signal }
    const fetched = await fetchFile(file, options, (bytes) => files.write(job.id, pointer, bytes))
    if (fetched.kind !== 'kept') return fetched.kind
    const { bytes, sha256 } = fetched.data
    await commits.write((writer) => writer.keepFile({ jobId: job.id, pointer, mimetype, bytes, sha256 }))
    return 'kept'
  }

  async #bodyOf(jobId: string): Promise<Uint8Array> {
    const body = await this.#options.reader.body(jobId)
    if (body === null) return new Uint8Array()
    return body.kind === 'inline' ? body.bytes : readFile(body.path)
  }

  /** The folder cannot be written: said once. */
  #tell(cause: unknown): void {
    if (!this.#told) this.#options.ports.onNotice(unwritable(cause))
    this.#told = true
  }
}
