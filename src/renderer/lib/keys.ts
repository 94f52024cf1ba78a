/** True on macOS, where ⌘ is the command key. */
const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

const BOTH: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page up',
  PageDown: 'Page down',
  Escape: 'Esc',
}
const MAC_SIGNS: Readonly<Record<string, string>> = {
  ...BOTH,
  $mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Control: '⌃',
  Enter: '⏎',
}
const OTHER_NAMES: Readonly<Record<string, string>> = {
  ...BOTH,
  $mod: 'Ctrl',
  Control: 'Ctrl',
}

/** Keys as tinykeys writes them (`$mod+Shift+c`) in the words of this system: ⌘⇧C, Ctrl+Shift+C. */
export function keyLabel(keys: string, mac: boolean = isMac()): string {
  const names = mac ? MAC_SIGNS : OTHER_NAMES
  return keys
    .split('+')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(mac ? '' : '+')
}

/** True while someone types, has text selected, or a menu or dialog is open: quiet commands keep still then. */
export function isOccupied(): boolean {
  // By the ends of the selection: its text is that of a field, too, which was left long ago.
  const selected = document.getSelection()?.isCollapsed === false
  return isTyping() || selected || hasOpenPopup()
}

/** True while a field has the focus. */
export function isTyping(): boolean {
  const focus = document.activeElement
  return (
    focus instanceof HTMLElement &&
    (focus.isContentEditable ||
      focus.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))
  )
}

/** True while a menu, a dialog or the list of a field is open: Esc closes that first. */
export const hasOpenPopup = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null
