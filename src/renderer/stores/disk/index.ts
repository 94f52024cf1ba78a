import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { DiskUse } from '#shared/model/disk-use.ts'

interface DiskStore {
  /** Null until it was measured. */
  readonly use: (DiskUse & { readonly free: number }) | null
  readonly error: AppError | null
  readonly isCompacting: boolean
  /** Of the compaction; null while it is not known. */
  readonly share: number | null
  /** Bytes that the last compaction gave back. */
  readonly freed: number | null
  readonly measure: () => Promise<void>
  readonly compact: () => Promise<void>
}

/** What the data folder takes of the disk. */
export const useDisk = create<DiskStore>()((set, get) => ({
  use: null,
  error: null,
  isCompacting: false,
  share: null,
  freed: null,
  async measure() {
    const answer = await request('disk.measure', undefined)
    set(answer.ok ? { use: answer.data } : { error: answer.error })
  },
  async compact() {
    if (get().isCompacting) return
    set({ isCompacting: true, share: null, freed: null, error: null })
    const answer = await request('disk.compact', undefined)
    set({ isCompacting: false, ...(answer.ok ? { freed: answer.data.freed } : { error: answer.error }) })
    await get().measure()
  },
}))

/** Follows how far a compaction is; the returned function ends it. */
export const subscribeDisk = (): (() => void) =>
  subscribe('disk.progress', ({ share }) => useDisk.setState({ share }))
