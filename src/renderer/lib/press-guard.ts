/** The elements that act when they are pressed. */
const CONTROLS =
  'button, a, summary, [role="menuitem"], [role="option"], [role="tab"], input[type="checkbox"], input[type="radio"]'

const findControl = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest(CONTROLS) : null

/** A double click, or a key that is held down, means one press of a button, unless the button is made to be pressed often. */
const PRESSED_ONCE = 'button:not([data-repeats])'

/**
 * A press belongs to the control that it began on. The second half of a double click, and a key that is held down, do
 * nothing to a control that appeared under the pointer or took the focus meanwhile, and do not press a button again: it
 * would open what it opens twice, or close it. The returned function ends it.
 */
export function guardPresses(root: Window): () => void {
  let pressed: Element | null = null
  let keyed: EventTarget | null = null
  const onMouse = (event: MouseEvent): void => {
    // `detail` counts the presses of a double click, as long as the system calls them one.
    if (event.type === 'mousedown' && event.detail <= 1) pressed = findControl(event.target)
    if (event.detail <= 1) return
    const control = findControl(event.target)
    if (control === null) return
    if (control !== pressed || control.matches(PRESSED_ONCE)) swallow(event)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    if (!event.repeat) keyed = event.target
    else if (event.target !== keyed || findControl(event.target)?.matches(PRESSED_ONCE) === true)
      swallow(event)
  }
  const types = ['mousedown', 'mouseup', 'click'] as const
  for (const type of types) root.addEventListener(type, onMouse, { capture: true })
  root.addEventListener('keydown', onKey, { capture: true })
  return () => {
    for (const type of types) root.removeEventListener(type, onMouse, { capture: true })
    root.removeEventListener('keydown', onKey, { capture: true })
  }
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}
