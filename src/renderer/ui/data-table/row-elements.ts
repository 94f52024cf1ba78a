/** The element of a row, while it is rendered. */
export const findRowElement = (root: HTMLElement | null, index: number): HTMLElement | null =>
  root?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null

/** The row an event happened in, or -1. */
export function findRowIndex(target: EventTarget | null): number {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return row === null ? -1 : Number(row.dataset['row'])
}

/** What acts by itself inside a row. */
export const isButton = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, a') !== null

/** Left and right go through the buttons of a row; false when there is none that way. */
export function moveFocusInRow(target: EventTarget, way: 'into' | 'outOf'): boolean {
  if (!(target instanceof HTMLElement)) return false
  const row = target.closest<HTMLElement>('[data-row]')
  if (row === null) return false
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button:not(:disabled)')]
  const next = stops[stops.indexOf(target.closest<HTMLElement>('button') ?? row) + (way === 'into' ? 1 : -1)]
  next?.focus({ preventScroll: true })
  return next !== undefined
}

/** False for what happens in a menu of a row: React lets it bubble to here though it lies elsewhere in the page. */
export const isInside = (event: {
  readonly currentTarget: EventTarget & Element
  readonly target: EventTarget
}): boolean => event.target instanceof Node && event.currentTarget.contains(event.target)

/** True while the menu of a button in this row is open, or the menu of the right mouse button. */
export const hasOpenMenu = (root: HTMLElement | null, row: number): boolean =>
  root?.matches('[data-popup-open]') === true ||
  findRowElement(root, row)?.querySelector('[aria-expanded="true"]') instanceof HTMLElement
