/** What a tree needs to know of a row. */
export interface TreeItem {
  /** From 1. */
  readonly level: number
  /** Place among its siblings from 0, and how many they are. */
  readonly place: number
  readonly siblings: number
  readonly expandable: boolean
  readonly open: boolean
}

/** What a key means in a tree; null when it means nothing here. */
export type TreeMove =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'open' | 'close' | 'parent' }

/** `page` is how many rows are seen at once. */
export function readTreeMove(
  key: string,
  active: number,
  item: TreeItem | undefined,
  count: number,
  page: number,
): TreeMove | null {
  const to = (row: number): TreeMove => ({ kind: 'row', row: Math.max(0, Math.min(count - 1, row)) })
  switch (key) {
    case 'ArrowDown':
      return to(active + 1)
    case 'ArrowUp':
      return to(active - 1)
    case 'PageDown':
      return to(active + page)
    case 'PageUp':
      return to(active - page)
    case 'Home':
      return to(0)
    case 'End':
      return to(count - 1)
    case 'ArrowRight':
      if (item?.expandable !== true) return null
      return item.open ? to(active + 1) : { kind: 'open' }
    case 'ArrowLeft':
      if (item === undefined) return null
      return item.open ? { kind: 'close' } : item.level > 1 ? { kind: 'parent' } : null
    case 'Enter':
    case ' ':
      return item?.expandable === true ? { kind: item.open ? 'close' : 'open' } : null
    default:
      return null
  }
}
