/** What a key means in a grid of `count` rows; null when it means nothing here. */
export type GridMove =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'open' | 'toggle' | 'escape' | 'into' | 'outOf' }

/** `active` is the chosen row, -1 without one; `page` is how many rows are seen. */
export function readGridMove(key: string, active: number, count: number, page: number): GridMove | null {
  const to = (row: number): GridMove | null =>
    count === 0 ? null : { kind: 'row', row: Math.max(0, Math.min(count - 1, row)) }
  switch (key) {
    case 'ArrowDown':
      return to(active + 1)
    case 'ArrowUp':
      return to(active < 0 ? 0 : active - 1)
    case 'PageDown':
      return to(Math.max(active, 0) + page)
    case 'PageUp':
      return to(active - page)
    case 'Home':
      return to(0)
    case 'End':
      return to(count - 1)
    case 'Enter':
      return { kind: 'open' }
    case ' ':
      return { kind: 'toggle' }
    case 'Escape':
      return { kind: 'escape' }
    case 'ArrowRight':
      return { kind: 'into' }
    case 'ArrowLeft':
      return { kind: 'outOf' }
    default:
      return null
  }
}
