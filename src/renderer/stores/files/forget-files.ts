import { request } from '#renderer/client/index.ts'
import type { DraftItem } from '#renderer/stores/draft/index.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { forgetFacts } from './file-facts-store.ts'

/** Ids in one request (what the route takes). */
const IDS_AT_ONCE = 10_000

/** The files that left the draft. A draft that only grew is not gone through. */
export function goneOf(before: readonly DraftItem[], now: readonly DraftItem[]): readonly FoundFile[] {
  if (now.length >= before.length) return []
  const kept = new Set(now.map(({ id }) => id))
  return before.flatMap((item) => (item.kind === 'file' && !kept.has(item.id) ? [item.file] : []))
}

/** Nobody speaks of these files any more. */
export function forget(files: readonly FoundFile[]): void {
  const ids = files.map(({ id }) => id)
  forgetFacts(ids)
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE)
    void request('files.forget', { ids: ids.slice(start, start + IDS_AT_ONCE) })
}
