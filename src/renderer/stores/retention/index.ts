import { create } from 'zustand'
import { newCommandId, request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { RetentionPreview, RetentionRule } from '#shared/model/retention.ts'

interface RetentionStore {
  /** What the rule that was looked at would delete. */
  readonly preview: { readonly rule: RetentionRule; readonly data: RetentionPreview } | null
  readonly error: AppError | null
  readonly isBusy: boolean
  /** What turning the rule on deleted. */
  readonly deleted: Deletion | null
  readonly look: (rule: RetentionRule) => Promise<void>
  /** Turns on the rule that was looked at, and deletes what its preview showed. */
  readonly turnOn: () => Promise<void>
  readonly turnOff: () => Promise<void>
}

/** The rule by which old jobs are deleted, before it is on. */
export const useRetention = create<RetentionStore>()((set, get) => ({
  preview: null,
  error: null,
  isBusy: false,
  deleted: null,
  async look(rule) {
    if (get().isBusy) return
    set({ isBusy: true, preview: null, error: null, deleted: null })
    const answer = await request('retention.preview', rule)
    set({
      isBusy: false,
      ...(answer.ok ? { preview: { rule, data: answer.data } } : { error: answer.error }),
    })
  },
  async turnOn() {
    const { preview, isBusy } = get()
    if (preview === null || isBusy) return
    set({ isBusy: true, error: null })
    const { rule, data } = preview
    const answer = await request('retention.turnOn', { rule, at: data.at, commandId: newCommandId() })
    set({
      isBusy: false,
      ...(answer.ok ? { preview: null, deleted: answer.data } : { error: answer.error }),
    })
  },
  async turnOff() {
    const answer = await request('settings.set', { retention: null })
    set({ preview: null, deleted: null, error: answer.ok ? null : answer.error })
  },
}))
