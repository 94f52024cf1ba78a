import { useEffect } from 'react'
import { tinykeys, type KeybindingsMap } from 'tinykeys'
import { runCommand } from '#renderer/stores/commands/index.ts'
import { hasOpenPopup, isOccupied } from '#renderer/lib/keys.ts'
import { COMMANDS, type MenuCommandId, type CommandText } from '#shared/text/commands.ts'

/**
 * Pasting has no key binding: only the browser's own paste event carries the clipboard, and a binding would
 * prevent it.
 */
const UNBOUND_COMMANDS: ReadonlySet<MenuCommandId> = new Set(['sources.paste'])

function createBindings(): KeybindingsMap {
  const map: KeybindingsMap = {}
  for (const id of Object.keys(COMMANDS) as MenuCommandId[]) {
    const { keys, quiet }: CommandText = COMMANDS[id]
    if (keys === undefined || UNBOUND_COMMANDS.has(id)) continue
    const bound = keys === '?' ? '[Shift]+?' : keys
    const before = map[bound]
    // Whether `?` needs Shift depends on the keyboard layout.
    map[bound] = (event) => {
      // Of commands with the same keys the first that can be carried out is.
      before?.(event)
      if (event.defaultPrevented || (quiet === true && (id === 'go.back' ? hasOpenPopup() : isOccupied())))
        return
      if (runCommand(id)) event.preventDefault()
    }
  }
  return map
}

/** Binds the keys of the command table for the life of the window. */
export function useKeyBindings(): void {
  useEffect(
    () =>
      tinykeys(window, createBindings(), {
        ignore: (event) => event.repeat || event.isComposing,
      }),
    [],
  )
}
