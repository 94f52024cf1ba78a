import { appError } from '#shared/errors/catalogue.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { OutputFileServices } from './output-file-reader.ts'
import { OutputFilesSaving, type SavingPlan } from './save-output-files.ts'

export interface SavingRequest extends Omit<SavingPlan, 'jobs'> {
  readonly readJobs: () => AsyncIterable<readonly Job[]>
  readonly jobCount: number
}

interface RunningSaving {
  readonly id: string
  readonly request: SavingRequest
  readonly work: OutputFilesSaving
  state: FileSaving['state']
}

export interface FileSavingsOptions extends OutputFileServices {
  readonly redact: (text: string) => string
  readonly newId: () => string
  readonly onSaving: (saving: FileSaving) => void
}

/** Saves output files into folders, one request at a time, and tells how far it is. */
export class FileSavings {
  readonly #options: FileSavingsOptions
  #last: RunningSaving | null = null

  constructor(options: FileSavingsOptions) {
    this.#options = options
  }

  isRunning(): boolean {
    return this.#last?.state === 'running'
  }

  start(request: SavingRequest): Result<FileSaving> {
    if (this.isRunning()) return fail(appError('file.saving'))
    const { onSaving, newId } = this.#options
    const plan = { ...request, jobs: request.readJobs() }
    const work = new OutputFilesSaving(this.#options, plan, () => onSaving(toFileSaving(saving)))
    const saving: RunningSaving = { id: newId(), request, work, state: 'running' }
    this.#last = saving
    void this.#finish(saving)
    return ok(toFileSaving(saving))
  }

  async #finish(saving: RunningSaving): Promise<void> {
    saving.state = await saving.work.run()
    this.#options.onSaving(toFileSaving(saving))
  }

  /** Once more, in the same folder: what lies there already is not fetched again. */
  again(id: string): Result<FileSaving> {
    const last = this.#last
    return last === null || last.id !== id ? fail(appError('file.savingOver')) : this.start(last.request)
  }

  cancel(id: string): void {
    if (this.#last?.id === id) this.#last.work.cancel()
  }
}

const toFileSaving = ({ id, request, work, state }: RunningSaving): FileSaving => ({
  id,
  folder: request.folder,
  state,
  jobs: request.jobCount,
  ...work.progress,
})
