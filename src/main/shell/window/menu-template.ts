import type { MenuItemConstructorOptions } from 'electron'
import { COMMANDS, type MenuCommandId, type CommandText, type MenuName } from '#shared/text/commands.ts'
import { menuWords as words } from '#shared/text/menu.ts'
import { shellWords } from '#shared/text/shell.ts'

/** The native menu from the command table; every command of it is sent by its id. `onQuit`: the person quits. */
export function createMenuTemplate(
  platform: NodeJS.Platform,
  send: (id: MenuCommandId) => void,
  onQuit: () => void,
): MenuItemConstructorOptions[] {
  const items = (name: MenuName): MenuItemConstructorOptions[] =>
    Object.entries(COMMANDS as Record<string, CommandText>)
      .filter(([, { menu }]) => menu === name)
      .map(([id, command]) => createCommandItem(id as MenuCommandId, command, send))
  const isMac = platform === 'darwin'
  return [
    isMac ? createAppMenu(items('app'), createQuitItem(onQuit)) : null,
    {
      label: words.file,
      submenu: [
        ...items('file'),
        separator,
        ...(isMac ? [{ role: 'close' as const }] : [...items('app'), separator, createQuitItem(onQuit)]),
      ],
    },
    { label: words.edit, submenu: [...EDIT_ITEMS, separator, ...items('edit')] },
    { label: words.view, submenu: [...items('view'), separator, ...ZOOM_ITEMS] },
    { label: words.go, submenu: items('go') },
    { label: words.job, submenu: items('job') },
    isMac ? { role: 'windowMenu' as const } : null,
    { role: 'help' as const, label: words.help, submenu: items('help') },
  ].filter((entry) => entry !== null)
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

const EDIT_ITEMS: readonly MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
]

const ZOOM_ITEMS: readonly MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  separator,
  { role: 'togglefullscreen' },
]

/** It has no role: a role would quit without asking. */
const createQuitItem = (onQuit: () => void): MenuItemConstructorOptions => ({
  label: shellWords.quit,
  accelerator: 'CmdOrCtrl+Q',
  click: onQuit,
})

function createAppMenu(
  items: readonly MenuItemConstructorOptions[],
  quit: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      ...items,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      quit,
    ],
  }
}

function createCommandItem(
  id: MenuCommandId,
  { label, keys, quiet }: CommandText,
  send: (id: MenuCommandId) => void,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    // The page handles the keys, since it knows where the focus is. The menu only shows them, except those that depend on the focus.
    ...(keys !== undefined && quiet !== true ? { accelerator: toAccelerator(keys) } : {}),
    registerAccelerator: false,
    click: () => send(id),
  }
}

/** tinykeys' words in Electron's: `$mod+Shift+c` is `CmdOrCtrl+Shift+C`. */
export function toAccelerator(keys: string): string {
  return keys
    .split('+')
    .map((key) => (key === '$mod' ? 'CmdOrCtrl' : key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}
