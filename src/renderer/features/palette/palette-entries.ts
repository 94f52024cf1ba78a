import { showView } from '#renderer/stores/history-view/show-view.ts'
import { runCommand } from '#renderer/stores/commands/index.ts'
import { foldText } from '#shared/format/fold.ts'
import type { SavedView } from '#shared/model/saved-view.ts'
import { COMMANDS, type CommandText, type MenuCommandId } from '#shared/text/commands.ts'
import { viewWords } from '#shared/text/views.ts'
import { findCommands } from './find-commands.ts'

/** What the palette offers: a command, or a saved view. */
export interface PaletteEntry {
  readonly id: string
  readonly label: string
  readonly keys?: string
  readonly isEnabled: boolean
  readonly run: () => void
}

/** So many views are offered; more are found by typing. */
const MAX_VIEWS = 20

/** What fits the typed words: what can be run first, the views behind the commands. */
export function findEntries(
  typed: string,
  enabled: ReadonlySet<MenuCommandId>,
  views: readonly SavedView[],
): readonly PaletteEntry[] {
  const commands = findCommands(typed, enabled).map((id): PaletteEntry => {
    const { label, keys }: CommandText = COMMANDS[id]
    const isEnabled = enabled.has(id)
    return { id, label, ...(keys !== undefined && { keys }), isEnabled, run: () => void runCommand(id) }
  })
  const words = foldText(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = views
    .map((view) => ({ view, label: viewWords.palette(view.name) }))
    .filter(({ label }) => words.every((word) => foldText(label).includes(word)))
    .slice(0, MAX_VIEWS)
    .map(({ view, label }): PaletteEntry => ({
      id: `view-${view.id}`,
      label,
      isEnabled: true,
      run: () => showView(view),
    }))
  const runnable = commands.filter(({ isEnabled }) => isEnabled)
  return [...runnable, ...found, ...commands.filter(({ isEnabled }) => !isEnabled)]
}
