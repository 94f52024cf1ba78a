import { Menu } from 'electron'
import type { MenuCommandId } from '#shared/text/commands.ts'
import { createMenuTemplate } from './menu-template.ts'

/** Sets the native menu; each command of the table is sent by its id. `onQuit`: the person quits. */
export function setMenu(send: (id: MenuCommandId) => void, onQuit: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(createMenuTemplate(process.platform, send, onQuit)))
}
