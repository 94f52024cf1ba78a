import { sourceText } from '#shared/model/source.ts'
import { isSure, toSource, type DraftItem, type DuplicateOrigin } from './draft-item.ts'

/**
 * Marks duplicates item by item, in order: each is compared with those before it, so that a growing list is never
 * compared again from its beginning. Of equal sources, the first one that is surely run is the original.
 */
export interface DuplicateMarker {
  readonly mark: (item: DraftItem) => DraftItem
}

export function createDuplicateMarker(): DuplicateMarker {
  const firsts = new Map<string, Omit<DuplicateOrigin, 'by'>>()
  return {
    mark(item) {
      const keys = listKeys(item)
      const found = keys.find(({ key }) => firsts.has(key))
      const first = found === undefined ? undefined : firsts.get(found.key)
      if (found === undefined && (isSure(item) || item.ticked)) {
        const self = { line: item.line, row: item.row, name: item.kind === 'file' ? item.file.name : null }
        for (const { key } of keys) firsts.set(key, self)
      }
      const duplicateOf = found === undefined || first === undefined ? null : { ...first, by: found.by }
      return isSameOrigin(item.duplicateOf, duplicateOf) ? item : { ...item, duplicateOf }
    },
  }
}

/** Marks the duplicates of all items anew. */
export function markDuplicates(items: readonly DraftItem[]): readonly DraftItem[] {
  return items.map(createDuplicateMarker().mark)
}

function listKeys(item: DraftItem): readonly { readonly key: string; readonly by: DuplicateOrigin['by'] }[] {
  const source = toSource(item)
  if (source === null) return []
  const key = `${source.kind} ${sourceText(source)}`
  if (item.kind !== 'file') return [{ key, by: 'source' }]
  const path = { key, by: 'path' } as const
  return item.bytes === null ? [path] : [path, { key: `bytes ${item.bytes}`, by: 'bytes' }]
}

const isSameOrigin = (one: DuplicateOrigin | null, other: DuplicateOrigin | null): boolean =>
  one === other || (one?.line === other?.line && one?.by === other?.by)
