import { ask } from '#renderer/client/index.ts'
import type { DraftItem } from '#renderer/stores/draft/index.ts'
import { forgetFacts } from './facts.ts'

/** Ids in one request (what the route takes). */
const IDS_AT_ONCE = 10_000

/** Tells main of files that left the draft. A draft that only grew is not gone through. */
export function forgetGone(before: readonly DraftItem[], now: readonly DraftItem[]): void {
  if (now.length >= before.length) return
  const kept = new Set(now.map(({ id }) => id))
  const ids = before.flatMap((item) => (item.kind === 'file' && !kept.has(item.id) ? [item.file.id] : []))
  forget(ids)
}

/** Nobody speaks of these files any more. */
export function forget(ids: readonly string[]): void {
  forgetFacts(ids)
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE)
    void ask('files.forget', { ids: ids.slice(start, start + IDS_AT_ONCE) })
}
