import type { Clock } from '#main/lib/clock.ts'
import type { RunFiles } from '#main/storage/journal/journal.ts'
import type { UploadProgress } from '#shared/model/run.ts'
import { TransferRate } from './transfer-rate.ts'

/** Told at most this often, ms; and at least this often while something is under way. */
const PUBLISH_INTERVAL_MS = 100
const STANDSTILL_INTERVAL_MS = 1000
const MAX_LISTED_FILES = 200

interface ActiveFile {
  stored: number
  readonly of: number
}

export interface RunProgressOptions {
  readonly runId: string
  readonly clock: Clock
  readonly publish: (progress: UploadProgress) => void
  readonly pausedJobIds: () => readonly string[]
}

/** How the uploads of one run stand: the journal's count, and what happened since. Bytes are those confirmed. */
export class RunProgress {
  readonly #options: RunProgressOptions
  readonly #activeFiles = new Map<string, ActiveFile>()
  readonly #rate = new TransferRate()
  #files: RunFiles
  #isThrottled = false
  #hasPendingPublish = false
  #cancelTick: (() => void) | null = null

  constructor(options: RunProgressOptions, files: RunFiles) {
    this.#options = options
    this.#files = files
  }

  /** A file is under way. `before`: its bytes as counted until now; `kept`: of its parts, as counted until now. */
  fileStarted(jobId: string, stored: number, of: number, counted: { before: number; kept: number }): void {
    this.#activeFiles.set(jobId, { stored: Math.min(stored, of), of })
    this.#addBytes({ of: of - counted.before, parts: -counted.kept })
    this.publishSoon()
  }

  fileGrew(jobId: string, stored: number): void {
    const file = this.#activeFiles.get(jobId)
    if (file === undefined) return
    const now = Math.min(stored, file.of)
    this.#rate.add(Math.max(0, now - file.stored), this.#options.clock.now())
    file.stored = now
    this.publishSoon()
  }

  fileStored(jobId: string): void {
    this.fileGrew(jobId, Infinity)
    const file = this.#removeFile(jobId)
    this.#files = { ...this.#files, stored: this.#files.stored + 1 }
    this.#addBytes({ stored: file?.of ?? 0 })
    this.publishSoon()
  }

  fileFailed(jobId: string): void {
    this.#removeFile(jobId)
    this.#files = { ...this.#files, failed: this.#files.failed + 1 }
    this.publishSoon()
  }

  /** It is not under way any more; the parts that arrived are kept. */
  fileHalted(jobId: string): void {
    const file = this.#removeFile(jobId)
    if (file === undefined) return
    this.#addBytes({ parts: file.stored })
    if (this.#activeFiles.size === 0) this.#rate.reset()
    this.publishSoon()
  }

  /** Counted anew by the journal, where the parts of files under way are counted, too. */
  setCounts(files: RunFiles): void {
    const underWay = [...this.#activeFiles.values()].reduce((sum, { stored }) => sum + stored, 0)
    this.#files = files
    this.#addBytes({ parts: -underWay })
    this.publishSoon()
  }

  get storedFiles(): number {
    return this.#files.stored
  }

  get progress(): UploadProgress {
    const { runId, clock, pausedJobIds } = this.#options
    const files = [...this.#activeFiles].map(([jobId, file]) => ({ jobId, ...file }))
    const now = files.reduce((sum, { stored }) => sum + stored, 0)
    const settled = toSettledProgress(runId, this.#files)
    return {
      ...settled,
      bytes: { ...settled.bytes, stored: settled.bytes.stored + now },
      perSecond: this.#rate.perSecond(clock.now()),
      underWay: files.toSorted((a, b) => b.of - a.of).slice(0, MAX_LISTED_FILES),
      held: pausedJobIds().slice(0, MAX_LISTED_FILES),
    }
  }

  /** Tells now or soon: the first and the last change are always told. */
  publishSoon(): void {
    if (this.#isThrottled) {
      this.#hasPendingPublish = true
      return
    }
    this.#cancelTick?.()
    this.#cancelTick = null
    this.#isThrottled = true
    this.#options.publish(this.progress)
    this.#options.clock.after(PUBLISH_INTERVAL_MS, () => {
      this.#isThrottled = false
      if (this.#hasPendingPublish) {
        this.#hasPendingPublish = false
        this.publishSoon()
      } else if (this.#activeFiles.size > 0) {
        // A standstill is told, too.
        this.#cancelTick = this.#options.clock.after(STANDSTILL_INTERVAL_MS, () => this.publishSoon())
      }
    })
  }

  #removeFile(jobId: string): ActiveFile | undefined {
    const file = this.#activeFiles.get(jobId)
    this.#activeFiles.delete(jobId)
    return file
  }

  #addBytes({ of = 0, stored = 0, parts = 0 }: { of?: number; stored?: number; parts?: number }): void {
    const { bytes } = this.#files
    this.#files = {
      ...this.#files,
      bytes: {
        of: bytes.of + of,
        stored: bytes.stored + stored,
        parts: Math.max(0, bytes.parts + parts),
      },
    }
  }
}

/** As the journal counts it, with nothing under way. */
export function toSettledProgress(runId: string, { of, stored, failed, bytes }: RunFiles): UploadProgress {
  return {
    runId,
    files: { stored, failed, of },
    bytes: { stored: bytes.stored + bytes.parts, of: bytes.of },
    perSecond: null,
    underWay: [],
    held: [],
  }
}
