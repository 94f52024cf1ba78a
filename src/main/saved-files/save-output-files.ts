import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileTask } from '#main/filestack/results/result-facts.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FileNamePattern } from '#shared/model/file-name-pattern.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'
import type { Job } from '#shared/model/job.ts'
import { listOutputFiles, openOutputFileBytes, type OutputFileServices } from './output-file-reader.ts'
import { INDEX_NAME, SavedIndex } from './saved-index.ts'
import { toSavedFileName } from './saved-file-name.ts'
import { SIDECAR_ENDING, toSidecar } from './sidecar.ts'
import { UniqueNames } from './unique-names.ts'
import { UNFINISHED_ENDING, writeSavedFile } from './write-saved-file.ts'

/** Files that are fetched at once. */
const MAX_CONCURRENT_FILES = 3
/** Trouble of the folder, not of one file: going on would fail for each of them. */
const FOLDER_TROUBLE = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EIO']

export interface SavingPlan {
  readonly folder: string
  readonly pattern: FileNamePattern
  /** Whether a file that says what it is lies beside each of them. */
  readonly hasSidecars: boolean
  readonly jobs: AsyncIterable<readonly Job[]>
}

type Counts = Pick<FileSaving, 'jobsRead' | 'saved' | 'bytes' | 'there' | 'missed'>

/** Saves the output files of jobs into one folder, a few at once. A saving that was stopped goes on where it ended. */
export class OutputFilesSaving {
  readonly #services: OutputFileServices & { readonly redact: (text: string) => string }
  readonly #plan: SavingPlan
  readonly #cancelled = new AbortController()
  readonly #running = new Set<Promise<void>>()
  readonly #names = new UniqueNames()
  readonly #onProgress: () => void
  #counts: Counts = { jobsRead: 0, saved: 0, bytes: 0, there: 0, missed: 0 }
  #error: AppError | null = null
  #hasFailed = false

  constructor(
    services: OutputFileServices & { readonly redact: (text: string) => string },
    plan: SavingPlan,
    onProgress: () => void,
  ) {
    this.#services = services
    this.#plan = plan
    this.#onProgress = onProgress
  }

  get progress(): Counts & Pick<FileSaving, 'error'> {
    return { ...this.#counts, error: this.#error }
  }

  cancel(): void {
    this.#cancelled.abort()
  }

  /** Resolves when nothing is written any more. */
  async run(): Promise<Exclude<FileSaving['state'], 'running'>> {
    const { signal } = this.#cancelled
    try {
      const names = await readdir(this.#plan.folder)
      // What a killed saving left is written over.
      for (const name of names) if (!name.endsWith(UNFINISHED_ENDING)) this.#names.add(name)
      this.#names.add(INDEX_NAME)
      const index = await SavedIndex.open(this.#plan.folder)
      for await (const jobs of this.#plan.jobs) {
        for (const job of jobs) {
          if (signal.aborted) break
          await this.#saveJob(job, index)
          this.#count({ jobsRead: 1 })
        }
        if (signal.aborted) break
      }
    } catch (cause) {
      this.#fail(cause)
    }
    await Promise.all(this.#running)
    return this.#hasFailed ? 'failed' : signal.aborted ? 'cancelled' : 'done'
  }

  async #saveJob(job: Job, index: SavedIndex): Promise<void> {
    for (const file of await listOutputFiles(this.#services, job)) {
      if (this.#cancelled.signal.aborted) return
      if ((await index.find({ jobId: job.id, pointer: file.pointer })) !== null) {
        this.#count({ there: 1 })
        continue
      }
      const wanted = toSavedFileName(this.#plan.pattern, job, file, this.#services.redact)
      const name = this.#names.take(wanted, this.#plan.hasSidecars ? [SIDECAR_ENDING] : [])
      while (this.#running.size >= MAX_CONCURRENT_FILES) await Promise.race(this.#running)
      const saving: Promise<void> = this.#saveFile(job, file, name, index).finally(() =>
        this.#running.delete(saving),
      )
      this.#running.add(saving)
    }
  }

  /** Never rejects. */
  async #saveFile(job: Job, file: FileTask, name: string, index: SavedIndex): Promise<void> {
    const { folder, hasSidecars } = this.#plan
    const { signal } = this.#cancelled
    try {
      const opened = await openOutputFileBytes(this.#services, job, file, signal)
      if (!opened.ok) return this.#miss(opened.error)
      const written = await writeSavedFile(join(folder, name), opened.data, signal)
      const entry = { name, jobId: job.id, pointer: file.pointer, ...written }
      if (hasSidecars) {
        const sidecar = Buffer.from(toSidecar(job, file, entry, this.#services.redact))
        await writeSavedFile(join(folder, name + SIDECAR_ENDING), toBytes(sidecar), signal)
      }
      await index.add(entry)
      this.#count({ saved: 1, bytes: written.bytes })
    } catch (cause) {
      if (isFolderTrouble(cause)) this.#fail(cause)
      else this.#miss(toRefusedError(cause))
    }
  }

  #miss(error: AppError): void {
    if (this.#cancelled.signal.aborted) return
    this.#error ??= error
    this.#count({ missed: 1 })
  }

  /** Ends the saving. */
  #fail(cause: unknown): void {
    if (!this.#hasFailed) {
      const isJournal = cause instanceof JournalError
      this.#error = isJournal ? cause.error : appError('file.unwritable', { reason: toReason(cause) })
    }
    this.#hasFailed = true
    this.#cancelled.abort()
  }

  #count(more: Partial<Counts>): void {
    const add = (name: keyof Counts): number => this.#counts[name] + (more[name] ?? 0)
    this.#counts = {
      jobsRead: add('jobsRead'),
      saved: add('saved'),
      bytes: add('bytes'),
      there: add('there'),
      missed: add('missed'),
    }
    this.#onProgress()
  }
}

async function* toBytes(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

const toReason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
const toRefusedError = (cause: unknown): AppError => appError('file.refused', { reason: toReason(cause) })

const isFolderTrouble = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && FOLDER_TROUBLE.includes(String(cause.code))
