import { request } from '#renderer/client/index.ts'
import type { DraftItem } from '#renderer/stores/draft/index.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { forgetFacts } from './file-facts-store.ts'

/** Ids in one request, as the route allows. */
const IDS_PER_REQUEST = 10_000

/** The files that left the draft. A draft that only grew has lost none, and is not searched. */
export function findRemovedFiles(
  before: readonly DraftItem[],
  now: readonly DraftItem[],
): readonly FoundFile[] {
  if (now.length >= before.length) return []
  const kept = new Set(now.map(({ id }) => id))
  return before.flatMap((item) => (item.kind === 'file' && !kept.has(item.id) ? [item.file] : []))
}

/** Forgets files that are not needed any more, here and in main. */
export function forgetFiles(files: readonly FoundFile[]): void {
  const ids = files.map(({ id }) => id)
  forgetFacts(ids)
  for (let start = 0; start < ids.length; start += IDS_PER_REQUEST)
    void request('files.forget', { ids: ids.slice(start, start + IDS_PER_REQUEST) })
}
