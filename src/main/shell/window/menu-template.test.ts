import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { COMMANDS, type CommandText } from '#shared/text/commands.ts'
import { toAccelerator, createMenuTemplate } from './menu-template.ts'

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

const nothing = (): void => undefined
const table: Record<string, CommandText> = COMMANDS

// Would catch: a command of the table that has its place in the menu and is not there, or is there twice.
test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s every command with a menu stands in it once',
  (platform) => {
    const sent: string[] = []
    const items = flat(createMenuTemplate(platform, (id) => sent.push(id), nothing))
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
  const items = flat(createMenuTemplate('linux', nothing, nothing)).filter(({ id }) => id !== undefined)
  const withKeys = items.filter((item) => item.accelerator !== undefined).map(({ id }) => id)
  expect(withKeys).toContain('run.start')
  expect(withKeys.filter((id) => table[id ?? '']?.quiet === true)).toEqual([])
})

// Would catch: an toAccelerator that Electron does not understand (it throws at start).
test.each([
  ['$mod+1', 'CmdOrCtrl+1'],
  ['$mod+Shift+c', 'CmdOrCtrl+Shift+C'],
  ['$mod+Enter', 'CmdOrCtrl+Enter'],
  ['$mod+,', 'CmdOrCtrl+,'],
])('%s is %s', (keys, expected) => {
  expect(toAccelerator(keys)).toBe(expected)
})

// Would catch: an app that nobody can quit or paste into by the menu.
test.each(['darwin', 'linux'] as const)('on %s there are quit and paste', (platform) => {
  let left = 0
  const items = flat(createMenuTemplate(platform, nothing, () => (left += 1)))
  const roles = items.map(({ role }) => role)
  expect(roles).toEqual(expect.arrayContaining(['paste', 'copy', 'selectAll']))
  // A role would quit without a word about what runs.
  expect(roles).not.toContain('quit')
  const quit = items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+Q')
  quit?.click?.(...([] as unknown as Parameters<NonNullable<typeof quit.click>>))
  expect(left).toBe(1)
})
