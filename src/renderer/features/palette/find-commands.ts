import { COMMANDS, type MenuCommandId, type CommandText } from '#shared/text/commands.ts'

/** The palette does not offer to open itself. */
const HIDDEN_COMMANDS: ReadonlySet<MenuCommandId> = new Set(['palette'])

const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The commands whose name contains every typed word; those that can be run come first. */
export function findCommands(typed: string, enabled: ReadonlySet<MenuCommandId>): readonly MenuCommandId[] {
  const words = foldText(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = (Object.keys(COMMANDS) as MenuCommandId[]).filter((id) => {
    const { label }: CommandText = COMMANDS[id]
    return !HIDDEN_COMMANDS.has(id) && words.every((word) => foldText(label).includes(word))
  })
  return found.toSorted((a, b) => Number(enabled.has(b)) - Number(enabled.has(a)))
}
