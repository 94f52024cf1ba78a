import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { ChosenJobs } from '#renderer/stores/marks/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'

interface FileSavingStore {
  /** The jobs whose files the person is asked about: how they are named, and where to; null while no form is open. */
  readonly asked: ChosenJobs | null
  /** How often the form was opened: each time it begins anew. */
  readonly openings: number
  /** The saving that goes on, or the last one until it is closed. */
  readonly saving: FileSaving | null
  readonly error: AppError | null
  /** Opens the form for these jobs. */
  readonly ask: (jobs: ChosenJobs) => void
  readonly close: () => void
  readonly save: (pattern: string, sidecars: boolean) => Promise<void>
  readonly again: () => Promise<void>
  readonly cancel: () => void
}

/** Saving the output files of jobs into a folder: the form, and how far it is. */
export const useFileSaving = create<FileSavingStore>()((set, get) => ({
  asked: null,
  openings: 0,
  saving: null,
  error: null,
  ask: (asked) => set({ asked, error: null, openings: get().openings + 1 }),
  close: () => set({ asked: null, error: null, saving: isRunning(get().saving) ? get().saving : null }),
  async save(pattern, sidecars) {
    const { asked } = get()
    if (asked === null) return
    const { from, count: most } = asked
    const answer = await request('outputFiles.save', { from, most, pattern, sidecars })
    if (!answer.ok) set({ error: answer.error })
    // An event of its end may have come before this answer.
    else if (answer.data !== null)
      set({ asked: null, error: null, saving: toNewer(get().saving, answer.data) })
  },
  async again() {
    const { saving } = get()
    if (saving === null) return
    const answer = await request('outputFiles.saveAgain', { id: saving.id })
    if (answer.ok) set({ error: null, saving: toNewer(get().saving, answer.data) })
    else set({ error: answer.error })
  },
  cancel() {
    const { saving } = get()
    if (saving !== null) void request('outputFiles.cancelSaving', { id: saving.id })
  },
}))

const isRunning = (saving: FileSaving | null): boolean => saving?.state === 'running'

const toNewer = (known: FileSaving | null, answered: FileSaving): FileSaving =>
  known !== null && known.id === answered.id ? known : answered

/** Keeps the saving up to date with main; the returned function ends it. */
export const subscribeFileSaving = (): (() => void) =>
  subscribe('outputFiles.saving', (saving) => useFileSaving.setState({ saving }))
