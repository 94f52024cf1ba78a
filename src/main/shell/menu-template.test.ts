import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { COMMANDS, type CommandText } from '#shared/text/commands.ts'
import { accelerator, menuTemplate } from './menu-template.ts'

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

const table: Record<string, CommandText> = COMMANDS

// Would catch: a command of the table that has its place in the menu and is not there, or is there twice.
test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s every command with a menu stands in it once',
  (platform) => {
    const sent: string[] = []
    const items = flat(menuTemplate(platform, (id) => sent.push(id)))
    const inMenu = Object.keys(table).filter((id) => table[id]?.menu !== undefined)
    for (const id of inMenu) {
      const [item, ...more] = items.filter((candidate) => candidate.id === id)
      expect(more).toEqual([])
      expect(item?.label).toBe(table[id]?.label)
      item?.click?.(...([] as unknown as Parameters<NonNullable<typeof item.click>>))
    }
    expect(sent).toEqual(inMenu)
  },
)

// Would catch: a menu that takes Escape, Ctrl+V or Ctrl+C away from someone who is typing.
test('keys that depend on the focus are not the menu’s', () => {
  const items = flat(menuTemplate('linux', () => undefined)).filter(({ id }) => id !== undefined)
  const withKeys = items.filter((item) => item.accelerator !== undefined).map(({ id }) => id)
  expect(withKeys).toContain('run.start')
  expect(withKeys.filter((id) => table[id ?? '']?.quiet === true)).toEqual([])
})

// Would catch: an accelerator that Electron does not understand (it throws at start).
test.each([
  ['$mod+1', 'CmdOrCtrl+1'],
  ['$mod+Shift+c', 'CmdOrCtrl+Shift+C'],
  ['$mod+Enter', 'CmdOrCtrl+Enter'],
  ['$mod+,', 'CmdOrCtrl+,'],
])('%s is %s', (keys, expected) => {
  expect(accelerator(keys)).toBe(expected)
})

// Would catch: an app that nobody can quit or paste into by the menu.
test.each(['darwin', 'linux'] as const)('on %s there are quit and paste', (platform) => {
  const roles = flat(menuTemplate(platform, () => undefined)).map(({ role }) => role)
  expect(roles).toEqual(expect.arrayContaining(['quit', 'paste', 'copy', 'selectAll']))
})
