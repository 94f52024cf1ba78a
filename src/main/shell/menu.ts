import { Menu } from 'electron'
import type { CommandId } from '#shared/text/commands.ts'
import { menuTemplate } from './menu-template.ts'

/** Sets the native menu; each command of the table is sent by its id. `leave`: the person quits. */
export function setMenu(send: (id: CommandId) => void, leave: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, send, leave)))
}
