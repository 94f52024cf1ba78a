import { request } from '#renderer/client/index.ts'
import { useDraft, type DraftItem } from '#renderer/stores/draft/index.ts'

/** Ids in one request, as the route allows. */
const IDS_PER_REQUEST = 10_000

/**
 * Finds files of the same bytes among those in the draft and marks them. Only files of equal size are asked about;
 * main reads them whole only where their ends are equal, too.
 */
export async function markSameFiles(): Promise<void> {
  const ids = findIdsToCompare(useDraft.getState().items)
  for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
    const answer = await request('files.findDuplicates', { ids: ids.slice(start, start + IDS_PER_REQUEST) })
    if (!answer.ok) return
    const same = new Map<string, string>()
    for (const { id, first } of answer.data) same.set(id, first).set(first, first)
    useDraft.getState().markSameBytes(same)
  }
}

/** Files that have the size of another file, ordered by size, so that files of one size are in one request. */
function findIdsToCompare(items: readonly DraftItem[]): string[] {
  const bySize = new Map<number, { readonly ids: string[]; readonly paths: Set<string> }>()
  for (const item of items) {
    if (item.kind !== 'file' || item.problem !== null) continue
    const { id, path, size } = item.file
    const group = bySize.get(size) ?? { ids: [], paths: new Set<string>() }
    // A path that is there twice is a duplicate without asking main.
    if (!group.paths.has(path)) group.ids.push(id)
    group.paths.add(path)
    bySize.set(size, group)
  }
  return [...bySize.values()].flatMap(({ ids }) => (ids.length > 1 ? ids : []))
}
