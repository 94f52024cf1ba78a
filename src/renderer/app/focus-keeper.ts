const TABBABLE = 'button, a[href], input, select, textarea, summary, [tabindex]'
const POPUPS = '[role="menu"], [role="dialog"], [role="listbox"], [role="alertdialog"]'
/** Text goes into these by itself, so the focus is never put into one unasked: what is pasted next belongs to the screen. */
const FIELDS = 'input:not([type="checkbox"], [type="radio"]), textarea, select'
const ROWS = 'li, [role="row"], tr'

/** Where the focus was: the element, what it stood in, and its row in a list. */
interface FocusPlace {
  /** The element and its ancestors, from the inside out. */
  readonly path: readonly Element[]
  /** The list that its row stood in, and the number of that row. */
  readonly list: Element | null
  readonly row: number
}

/**
 * Sees to it that the focus never falls to the body because what had it went away or cannot have it any more: it goes to
 * the row that took the place, else to the nearest thing around. The returned function ends it.
 */
export function keepFocus(page: Document): () => void {
  let place: FocusPlace | null = null
  let isDue = false
  const onFocusIn = ({ target }: FocusEvent): void => {
    // A menu or dialog gives the focus back when it closes: what had it before is remembered.
    if (target instanceof Element && target.closest(POPUPS) === null) place = toPlace(target)
  }
  const onFocusOut = ({ target, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null || !(target instanceof Element) || target.closest(POPUPS) !== null) return
    // The browser tells of an element that goes away while it is still there: only afterwards the two can be told apart.
    queueMicrotask(() => {
      // A press on an empty part of the page: the person wants the focus nowhere.
      if (page.activeElement === page.body && target.isConnected && canHaveFocus(target) && page.hasFocus())
        place = null
    })
  }
  const restore = (): void => {
    isDue = false
    if (place === null || page.activeElement !== page.body) return
    findTarget(place)?.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(() => {
    if (isDue || place === null) return
    isDue = true
    // What puts the focus somewhere on purpose comes first.
    requestAnimationFrame(() => requestAnimationFrame(restore))
  })
  observer.observe(page.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['disabled', 'inert', 'hidden'],
  })
  page.addEventListener('focusin', onFocusIn)
  page.addEventListener('focusout', onFocusOut)
  return () => {
    observer.disconnect()
    page.removeEventListener('focusin', onFocusIn)
    page.removeEventListener('focusout', onFocusOut)
  }
}

function toPlace(target: Element): FocusPlace {
  const path: Element[] = []
  for (let at: Element | null = target; at !== null && at !== document.body; at = at.parentElement)
    path.push(at)
  const row = target.closest(ROWS)
  const list = row?.parentElement ?? null
  return { path, list, row: row === null || list === null ? -1 : [...list.children].indexOf(row) }
}

function findTarget({ path, list, row }: FocusPlace): HTMLElement | null {
  const [focused] = path
  if (focused instanceof HTMLElement && focused.isConnected && canHaveFocus(focused)) return focused
  if (list?.isConnected === true) {
    const beside = list.children[Math.min(row, list.children.length - 1)]
    const found = beside === undefined ? null : findInside(beside)
    if (found !== null) return found
  }
  for (const around of path) {
    if (!around.isConnected) continue
    if (around instanceof HTMLElement && around.hasAttribute('tabindex') && canHaveFocus(around))
      return around
    const found = [...around.querySelectorAll<HTMLElement>('[data-focus-home]')].find(canHaveFocus)
    const target = found ?? findInside(around)
    if (target !== null) return target
  }
  return null
}

/** The first thing in an element that may have the focus and takes no text; the element itself, if it may. */
function findInside(element: Element): HTMLElement | null {
  const candidates = [element, ...element.querySelectorAll(TABBABLE)]
  const found = candidates.find(
    (candidate) =>
      candidate.matches(TABBABLE) &&
      !candidate.matches(FIELDS) &&
      (candidate.getAttribute('tabindex') !== '-1' || candidate.closest('[data-one-tab-stop]') !== null) &&
      canHaveFocus(candidate),
  )
  return found instanceof HTMLElement ? found : null
}

const canHaveFocus = (element: Element): boolean =>
  !element.matches(':disabled') &&
  element.closest('[inert], [hidden]') === null &&
  element.checkVisibility({ visibilityProperty: true })
