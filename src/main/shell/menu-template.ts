import type { MenuItemConstructorOptions } from 'electron'
import { COMMANDS, type CommandId, type CommandText, type MenuName } from '#shared/text/commands.ts'
import { menuWords as words } from '#shared/text/menu.ts'
import { shellWords } from '#shared/text/shell.ts'

/** The native menu from the command table; every command of it is sent by its id. `leave`: the person quits. */
export function menuTemplate(
  platform: NodeJS.Platform,
  send: (id: CommandId) => void,
  leave: () => void,
): MenuItemConstructorOptions[] {
  const items = (name: MenuName): MenuItemConstructorOptions[] =>
    Object.entries(COMMANDS as Record<string, CommandText>)
      .filter(([, { menu }]) => menu === name)
      .map(([id, command]) => commandItem(id as CommandId, command, send))
  const isMac = platform === 'darwin'
  return [
    isMac ? appMenu(items('app'), quitItem(leave)) : null,
    {
      label: words.file,
      submenu: [
        ...items('file'),
        separator,
        ...(isMac ? [{ role: 'close' as const }] : [...items('app'), separator, quitItem(leave)]),
      ],
    },
    { label: words.edit, submenu: [...EDITING, separator, ...items('edit')] },
    { label: words.view, submenu: [...items('view'), separator, ...ZOOMING] },
    { label: words.go, submenu: items('go') },
    { label: words.job, submenu: items('job') },
    isMac ? { role: 'windowMenu' as const } : null,
    { role: 'help' as const, label: words.help, submenu: items('help') },
  ].filter((entry) => entry !== null)
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

const EDITING: readonly MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
]

const ZOOMING: readonly MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  separator,
  { role: 'togglefullscreen' },
]

/** No role: a role quits without asking. */
const quitItem = (leave: () => void): MenuItemConstructorOptions => ({
  label: shellWords.quit,
  accelerator: 'CmdOrCtrl+Q',
  click: leave,
})

function appMenu(
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

function commandItem(
  id: CommandId,
  { label, keys, quiet }: CommandText,
  send: (id: CommandId) => void,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    // Keys are the page's to hear: it knows where the focus is. The menu shows them, except those that depend on it.
    ...(keys !== undefined && quiet !== true ? { accelerator: accelerator(keys) } : {}),
    registerAccelerator: false,
    click: () => send(id),
  }
}

/** tinykeys' words in Electron's: `$mod+Shift+c` is `CmdOrCtrl+Shift+C`. */
export function accelerator(keys: string): string {
  return keys
    .split('+')
    .map((key) => (key === '$mod' ? 'CmdOrCtrl' : key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}
