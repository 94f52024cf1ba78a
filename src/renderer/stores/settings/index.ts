import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Settings } from '#shared/model/settings.ts'

interface SettingsStore {
  /** Null until main has answered. */
  readonly settings: Settings | null
  readonly error: AppError | null
  readonly load: () => Promise<void>
  /** Shown at once; taken back when main refuses. */
  readonly set: (patch: Partial<Settings>) => Promise<void>
}

/** The person's settings, as main keeps them. */
export const useSettings = create<SettingsStore>()((set, get) => ({
  settings: null,
  error: null,
  async load() {
    const answer = await request('settings.get', undefined)
    set(answer.ok ? { settings: answer.data, error: null } : { error: answer.error })
  },
  async set(patch) {
    const before = get().settings
    if (before !== null) set({ settings: { ...before, ...patch } })
    const answer = await request('settings.set', patch)
    set(answer.ok ? { settings: answer.data, error: null } : { settings: before, error: answer.error })
  },
}))

/** Keeps the settings up to date with main; the returned function ends it. */
export const subscribeSettings = (): (() => void) =>
  subscribe('settings.changed', (settings) => useSettings.setState({ settings }))
