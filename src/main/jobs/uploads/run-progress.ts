import type { Clock } from '#main/lib/clock.ts'
import type { RunFiles } from '#main/storage/journal/journal.ts'
import type { UploadProgress } from '#shared/model/run.ts'
import { TransferRate } from './transfer-rate.ts'

/** Told at most this often, ms; and at least this often while something is under way. */
const TELL_EVERY = 100
const TELL_AT_LEAST = 1000
const MOST_SHOWN = 200

interface UnderWay {
  stored: number
  readonly of: number
}

export interface RunProgressOptions {
  readonly runId: string
  readonly clock: Clock
  readonly tell: (progress: UploadProgress) => void
  readonly held: () => readonly string[]
}

/** How the uploads of one run stand: the journal's count, and what happened since. Bytes are those confirmed. */
export class RunProgress {
  readonly #options: RunProgressOptions
  readonly #underWay = new Map<string, UnderWay>()
  readonly #rate = new TransferRate()
  #files: RunFiles
  #pausing = false
  #again = false
  #cancelTick: (() => void) | null = null

  constructor(options: RunProgressOptions, files: RunFiles) {
    this.#options = options
    this.#files = files
  }

  /** A file is under way. `before`: its bytes as counted until now; `kept`: of its parts, as counted until now. */
  begun(jobId: string, stored: number, of: number, counted: { before: number; kept: number }): void {
    this.#underWay.set(jobId, { stored: Math.min(stored, of), of })
    this.#add({ of: of - counted.before, parts: -counted.kept })
    this.touch()
  }

  grew(jobId: string, stored: number): void {
    const file = this.#underWay.get(jobId)
    if (file === undefined) return
    const now = Math.min(stored, file.of)
    this.#rate.add(Math.max(0, now - file.stored), this.#options.clock.now())
    file.stored = now
    this.touch()
  }

  stored(jobId: string): void {
    this.grew(jobId, Infinity)
    const file = this.#leave(jobId)
    this.#files = { ...this.#files, stored: this.#files.stored + 1 }
    this.#add({ stored: file?.of ?? 0 })
    this.touch()
  }

  failed(jobId: string): void {
    this.#leave(jobId)
    this.#files = { ...this.#files, failed: this.#files.failed + 1 }
    this.touch()
  }

  /** It is not under way any more; the parts that arrived are kept. */
  halted(jobId: string): void {
    const file = this.#leave(jobId)
    if (file === undefined) return
    this.#add({ parts: file.stored })
    if (this.#underWay.size === 0) this.#rate.forget()
    this.touch()
  }

  /** Counted anew by the journal, where the parts of files under way are counted, too. */
  recounted(files: RunFiles): void {
    const underWay = [...this.#underWay.values()].reduce((sum, { stored }) => sum + stored, 0)
    this.#files = files
    this.#add({ parts: -underWay })
    this.touch()
  }

  get storedFiles(): number {
    return this.#files.stored
  }

  get progress(): UploadProgress {
    const { runId, clock, held } = this.#options
    const files = [...this.#underWay].map(([jobId, file]) => ({ jobId, ...file }))
    const now = files.reduce((sum, { stored }) => sum + stored, 0)
    const settled = settledProgress(runId, this.#files)
    return {
      ...settled,
      bytes: { ...settled.bytes, stored: settled.bytes.stored + now },
      perSecond: this.#rate.perSecond(clock.now()),
      underWay: files.toSorted((a, b) => b.of - a.of).slice(0, MOST_SHOWN),
      held: held().slice(0, MOST_SHOWN),
    }
  }

  /** Tells now or soon: the first and the last change are always told. */
  touch(): void {
    if (this.#pausing) {
      this.#again = true
      return
    }
    this.#cancelTick?.()
    this.#cancelTick = null
    this.#pausing = true
    this.#options.tell(this.progress)
    this.#options.clock.after(TELL_EVERY, () => {
      this.#pausing = false
      if (this.#again) {
        this.#again = false
        this.touch()
      } else if (this.#underWay.size > 0) {
        // A standstill is told, too.
        this.#cancelTick = this.#options.clock.after(TELL_AT_LEAST, () => this.touch())
      }
    })
  }

  #leave(jobId: string): UnderWay | undefined {
    const file = this.#underWay.get(jobId)
    this.#underWay.delete(jobId)
    return file
  }

  #add({ of = 0, stored = 0, parts = 0 }: { of?: number; stored?: number; parts?: number }): void {
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
export function settledProgress(runId: string, { of, stored, failed, bytes }: RunFiles): UploadProgress {
  return {
    runId,
    files: { stored, failed, of },
    bytes: { stored: bytes.stored + bytes.parts, of: bytes.of },
    perSecond: null,
    underWay: [],
    held: [],
  }
}
