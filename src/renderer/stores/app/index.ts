import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { AppEvents } from '#shared/ipc/app.ts'
import type { AppInfo } from '#shared/model/app-info.ts'

type RecoveryReason = AppEvents['app.recovered']['reason']

interface AppStore {
  readonly info: AppInfo | null
  /** The notices of the start and those that came later, newest first, each once. */
  readonly notices: readonly AppError[]
  /** Why the window was opened again; null when it was not, or when the person has read it. */
  readonly recovered: RecoveryReason | null
  /** The line about jobs from last time; null when there were none, or when the person has read it. */
  readonly resumed: AppInfo['resumed']
  /** Why the first request to main failed; null when it did not. */
  readonly error: AppError | null
  readonly load: () => Promise<void>
  readonly dismissNotice: (notice: AppError) => void
  readonly dismissRecovered: () => void
  readonly dismissResumed: () => void
  readonly showLog: () => Promise<void>
  readonly openExternal: (url: string) => Promise<void>
  /** Puts a text on the clipboard through main; rejects when it was not copied. */
  readonly copy: (text: string) => Promise<void>
}

/** What main reports about the app itself. */
export const useApp = create<AppStore>()((set, get) => ({
  info: null,
  notices: [],
  recovered: null,
  resumed: null,
  error: null,
  async load() {
    const answer = await request('app.info', undefined)
    if (!answer.ok) {
      set({ error: answer.error })
      return
    }
    const info = answer.data
    set({ info, error: null, notices: info.notices, resumed: info.resumed })
  },
  dismissNotice: (notice) => set({ notices: get().notices.filter((other) => other !== notice) }),
  dismissRecovered: () => set({ recovered: null }),
  dismissResumed: () => set({ resumed: null }),
  async showLog() {
    await request('app.showLog', undefined)
  },
  async openExternal(url) {
    await request('app.openExternal', { url })
  },
  async copy(text) {
    const answer = await request('clipboard.write', { text })
    if (!answer.ok) throw new Error(answer.error.message)
  },
}))

/** Follows notices and recoveries; the returned function ends it. */
export function subscribeApp(): () => void {
  const ends = [
    subscribe('app.notice', (notice) =>
      useApp.setState(({ notices }) => ({
        notices: [notice, ...notices.filter((other) => other.message !== notice.message)],
      })),
    ),
    subscribe('app.recovered', ({ reason }) => useApp.setState({ recovered: reason })),
  ]
  return () => ends.forEach((end) => end())
}

/** Calls back with each command of the native menu; the returned function ends it. */
export const subscribeMenuCommands = (onCommand: (id: string) => void): (() => void) =>
  subscribe('app.command', ({ id }) => onCommand(id))
