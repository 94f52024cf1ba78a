import { sourceText } from '#shared/model/source.ts'
import { isSure, sourceOf, type DraftItem, type First } from './draft-item.ts'

/**
 * Tells duplicates item by item, in order: each is measured against those before it, so that a list that grows is
 * never gone through again. The first of a kind is the first that is surely run, by the source as it would be sent.
 */
export interface Duplicates {
  readonly told: (item: DraftItem) => DraftItem
}

export function createDuplicates(): Duplicates {
  const firsts = new Map<string, Omit<First, 'by'>>()
  return {
    told(item) {
      const keys = keysOf(item)
      const found = keys.find(({ key }) => firsts.has(key))
      const first = found === undefined ? undefined : firsts.get(found.key)
      if (found === undefined && (isSure(item) || item.ticked)) {
        const self = { line: item.line, row: item.row, name: item.kind === 'file' ? item.file.name : null }
        for (const { key } of keys) firsts.set(key, self)
      }
      const duplicateOf = found === undefined || first === undefined ? null : { ...first, by: found.by }
      return same(item.duplicateOf, duplicateOf) ? item : { ...item, duplicateOf }
    },
  }
}

/** Tells the duplicates of all items anew. */
export function withDuplicates(items: readonly DraftItem[]): readonly DraftItem[] {
  return items.map(createDuplicates().told)
}

function keysOf(item: DraftItem): readonly { readonly key: string; readonly by: First['by'] }[] {
  const source = sourceOf(item)
  if (source === null) return []
  const key = `${source.kind} ${sourceText(source)}`
  if (item.kind !== 'file') return [{ key, by: 'source' }]
  const path = { key, by: 'path' } as const
  return item.bytes === null ? [path] : [path, { key: `bytes ${item.bytes}`, by: 'bytes' }]
}

const same = (one: First | null, other: First | null): boolean =>
  one === other || (one?.line === other?.line && one?.by === other?.by)
