import type { Clock } from '#main/lib/clock.ts'
import { Throttle } from '#main/lib/throttle.ts'
import type { RunFiles } from '#main/storage/journal/journal.ts'
import type { UploadProgress } from '#shared/model/run.ts'
import { TransferRate } from './transfer-rate.ts'

/** Published at most this often, ms; and at least this often while a file is under way, so that a standstill shows. */
const PUBLISH_INTERVAL_MS = 100
const STANDSTILL_INTERVAL_MS = 1000
const MAX_LISTED_FILES = 200

interface ActiveFile {
  stored: number
  readonly total: number
}

export interface RunProgressOptions {
  readonly runId: string
  readonly clock: Clock
  readonly publish: (progress: UploadProgress) => void
  readonly pausedJobIds: () => readonly string[]
}

/** How the uploads of one run stand: the journal's count and what happened since. Only confirmed bytes are counted. */
export class RunProgress {
  readonly #options: RunProgressOptions
  readonly #activeFiles = new Map<string, ActiveFile>()
  readonly #rate = new TransferRate()
  readonly #throttle: Throttle
  #files: RunFiles

  constructor(options: RunProgressOptions, files: RunFiles) {
    this.#options = options
    this.#files = files
    this.#throttle = new Throttle({
      clock: options.clock,
      intervalMs: PUBLISH_INTERVAL_MS,
      run: () => {
        options.publish(this.progress)
        return this.#activeFiles.size > 0 ? STANDSTILL_INTERVAL_MS : null
      },
    })
  }

  /**
   * A file is under way. `before`: its bytes as the run counted them until now; `kept`: those of its parts, as counted until now.
   */
  fileStarted(jobId: string, stored: number, total: number, counted: { before: number; kept: number }): void {
    this.#activeFiles.set(jobId, { stored: Math.min(stored, total), total })
    this.#addBytes({ total: total - counted.before, parts: -counted.kept })
    this.publishSoon()
  }

  /** The storage has confirmed so many bytes of the file. */
  fileGrew(jobId: string, stored: number): void {
    const file = this.#activeFiles.get(jobId)
    if (file === undefined) return
    const confirmed = Math.min(stored, file.total)
    this.#rate.add(Math.max(0, confirmed - file.stored), this.#options.clock.now())
    file.stored = confirmed
    this.publishSoon()
  }

  /** The file has its handle. */
  fileStored(jobId: string): void {
    this.fileGrew(jobId, Infinity)
    const file = this.#removeFile(jobId)
    this.#files = { ...this.#files, stored: this.#files.stored + 1 }
    this.#addBytes({ stored: file?.total ?? 0 })
    this.publishSoon()
  }

  /** The upload of the file failed. */
  fileFailed(jobId: string): void {
    this.#removeFile(jobId)
    this.#files = { ...this.#files, failed: this.#files.failed + 1 }
    this.publishSoon()
  }

  /** The file is not under way any more; the parts that arrived are kept. */
  filePaused(jobId: string): void {
    const file = this.#removeFile(jobId)
    if (file === undefined) return
    this.#addBytes({ parts: file.stored })
    if (this.#activeFiles.size === 0) this.#rate.reset()
    this.publishSoon()
  }

  /** The journal has counted anew. It counts the parts of files under way, too, so these are taken off. */
  setCounts(files: RunFiles): void {
    const activeBytes = [...this.#activeFiles.values()].reduce((sum, { stored }) => sum + stored, 0)
    this.#files = files
    this.#addBytes({ parts: -activeBytes })
    this.publishSoon()
  }

  /** How many files have their handle. */
  get storedFiles(): number {
    return this.#files.stored
  }

  get progress(): UploadProgress {
    const { runId, clock, pausedJobIds } = this.#options
    const files = [...this.#activeFiles].map(([jobId, file]) => ({ jobId, ...file }))
    const activeBytes = files.reduce((sum, { stored }) => sum + stored, 0)
    const settled = toSettledProgress(runId, this.#files)
    return {
      ...settled,
      bytes: { ...settled.bytes, stored: settled.bytes.stored + activeBytes },
      perSecond: this.#rate.perSecond(clock.now()),
      underWay: files.toSorted((a, b) => b.total - a.total).slice(0, MAX_LISTED_FILES),
      held: pausedJobIds().slice(0, MAX_LISTED_FILES),
    }
  }

  /** Publishes now or soon: the first and the last change always. */
  publishSoon(): void {
    this.#throttle.request()
  }

  #removeFile(jobId: string): ActiveFile | undefined {
    const file = this.#activeFiles.get(jobId)
    this.#activeFiles.delete(jobId)
    return file
  }

  #addBytes({ total = 0, stored = 0, parts = 0 }: { total?: number; stored?: number; parts?: number }): void {
    const { bytes } = this.#files
    this.#files = {
      ...this.#files,
      bytes: {
        total: bytes.total + total,
        stored: bytes.stored + stored,
        parts: Math.max(0, bytes.parts + parts),
      },
    }
  }
}

/** The progress of a run without a file under way, as the journal counts it. */
export function toSettledProgress(runId: string, { total, stored, failed, bytes }: RunFiles): UploadProgress {
  return {
    runId,
    files: { stored, failed, total },
    bytes: { stored: bytes.stored + bytes.parts, total: bytes.total },
    perSecond: null,
    underWay: [],
    held: [],
  }
}
