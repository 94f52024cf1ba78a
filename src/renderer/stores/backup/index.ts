import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { BackupProgress } from '#shared/model/backup.ts'
import type { Result } from '#shared/model/result.ts'
import { keepingWords } from '#shared/text/keeping.ts'

interface BackupOutcome {
  readonly tone: 'info' | 'error'
  readonly text: string
}

interface BackupStore {
  /** A dialog is open, or a backup is being written or read. */
  readonly isBusy: boolean
  /** Null before the first news of it. */
  readonly progress: BackupProgress | null
  readonly outcome: BackupOutcome | null
  readonly write: () => Promise<void>
  readonly restore: () => Promise<void>
  readonly stop: () => Promise<void>
}

const { written, restarting } = keepingWords.backup

/** What is being backed up or restored, also while another screen is shown. */
export const useBackup = create<BackupStore>()((set, get) => {
  async function run<T>(ask: () => Promise<Result<T | null>>, toText: (data: T) => string): Promise<void> {
    if (get().isBusy) return
    set({ isBusy: true, progress: null, outcome: null })
    const answer = await ask()
    set({ isBusy: false, progress: null, outcome: toOutcome(answer, toText) })
  }
  return {
    isBusy: false,
    progress: null,
    outcome: null,
    write: () => run(() => request('backup.write', undefined), written),
    restore: () =>
      run(
        () => request('backup.restore', undefined),
        () => restarting,
      ),
    stop: async () => void (await request('backup.stop', undefined)),
  }
})

function toOutcome<T>(answer: Result<T | null>, toText: (data: T) => string): BackupOutcome | null {
  if (!answer.ok) return { tone: 'error', text: `${answer.error.message} ${answer.error.advice}`.trim() }
  return answer.data === null ? null : { tone: 'info', text: toText(answer.data) }
}

/** Follows how far a backup is; the returned function ends it. */
export const subscribeBackup = (): (() => void) =>
  subscribe('backup.progress', (progress) => {
    if (useBackup.getState().isBusy) useBackup.setState({ progress })
  })
