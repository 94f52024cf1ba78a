import { useEffect, type RefObject } from 'react'

const CONTROLS = 'button, a[href], input[type="checkbox"], input[type="radio"]'

/**
 * Makes a list one stop of the Tab key: the arrows go up and down through its rows (the children of the element), left and
 * right through the buttons of a row. Text fields in it stay stops of their own.
 */
export function useOneTabStop(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = list.current
    return root === null ? undefined : makeOneTabStop(root)
  }, [list])
}

/** As the hook does; the returned function ends it. */
function makeOneTabStop(root: HTMLElement): () => void {
  /** The control that Tab reaches. */
  let stop: HTMLElement | null = null
  const setStop = (next: HTMLElement | null): void => {
    stop = next
    for (const control of root.querySelectorAll<HTMLElement>(CONTROLS))
      control.tabIndex = control === stop ? 0 : -1
  }
  const refresh = (): void => {
    const isThere = stop !== null && root.contains(stop) && !stop.matches(':disabled')
    setStop(isThere ? stop : (listControls(root)[0] ?? null))
  }
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement && target.matches(CONTROLS)) setStop(target)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!(target instanceof HTMLElement) || !target.matches(CONTROLS)) return
    const next = findNext(root, target, event.key)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    next.focus()
  }
  // A row that comes brings controls that are stops of their own until they are seen here.
  const observer = new MutationObserver(refresh)
  observer.observe(root, { subtree: true, childList: true, attributeFilter: ['disabled'] })
  root.addEventListener('focusin', onFocusIn)
  // Before the controls: an arrow on the button of a menu goes on to the next row, Enter opens the menu.
  root.addEventListener('keydown', onKeyDown, { capture: true })
  // Its buttons take the focus though Tab does not reach them.
  root.dataset['oneTabStop'] = ''
  refresh()
  return () => {
    observer.disconnect()
    root.removeEventListener('focusin', onFocusIn)
    root.removeEventListener('keydown', onKeyDown, { capture: true })
  }
}

/** Where a key leads from a control; null when it means nothing here. */
function findNext(root: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const row = [...root.children].find((child) => child.contains(from))
  if (row === undefined) return null
  const inRow = listControls(row)
  const column = inRow.indexOf(from)
  switch (key) {
    case 'ArrowRight':
      return inRow[column + 1] ?? null
    case 'ArrowLeft':
      return inRow[column - 1] ?? null
    case 'ArrowDown':
    case 'ArrowUp': {
      const rows = listRows(root)
      const other = rows[rows.indexOf(row) + (key === 'ArrowDown' ? 1 : -1)]
      return other === undefined ? null : pick(other, column)
    }
    case 'Home':
    case 'End': {
      const other = listRows(root).at(key === 'Home' ? 0 : -1)
      return other === undefined ? null : pick(other, column)
    }
    default:
      return null
  }
}

/** The rows that have a control, from the top: their order in the page may be another one. */
const listRows = (root: HTMLElement): readonly Element[] =>
  [...root.children]
    .filter((row) => listControls(row).length > 0)
    .toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)

const pick = (row: Element, column: number): HTMLElement | null => {
  const controls = listControls(row)
  return controls[Math.min(column, controls.length - 1)] ?? null
}

const listControls = (root: Element): readonly HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(CONTROLS)].filter((control) => !control.matches(':disabled'))
