import { request } from '#renderer/client/index.ts'
import { listRestorable } from '#renderer/stores/draft/index.ts'
import type { DraftStore } from '#renderer/stores/draft/draft-store.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { forgetFacts } from './file-facts-store.ts'

/** Ids in one request, as the route allows. */
const IDS_PER_REQUEST = 10_000

type Draft = Pick<DraftStore, 'items' | 'undoSteps'>

/** The files that left the draft and that *Undo* does not bring back. A draft that only grew is not gone through. */
export function findRemovedFiles(before: Draft, now: Draft): readonly FoundFile[] {
  const left = now.items.length < before.items.length ? before.items : []
  const forgotten = listRestorable(before.undoSteps.filter((step) => !now.undoSteps.includes(step)))
  if (left.length === 0 && forgotten.length === 0) return []
  const kept = new Set([...now.items, ...listRestorable(now.undoSteps)].map(({ id }) => id))
  const removed = [...left, ...forgotten].flatMap((item) =>
    item.kind === 'file' && !kept.has(item.id) ? [item.file] : [],
  )
  return [...new Set(removed)]
}

/** Forgets files that are not needed any more, here and in main. */
export function forgetFiles(files: readonly FoundFile[]): void {
  const ids = files.map(({ id }) => id)
  forgetFacts(ids)
  for (let start = 0; start < ids.length; start += IDS_PER_REQUEST)
    void request('files.forget', { ids: ids.slice(start, start + IDS_PER_REQUEST) })
}
