// The module that `electron` means inside the host: to `import` by name or default, and to `require`.
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import * as desktop from './desktop.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { net, protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { session } from './session.ts'
import { desktopRequests } from './state.ts'
import { WebContents } from './web-contents.ts'

const electron = {
  ...desktop,
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  session,
  webContents: WebContents,
  /** Not Electron's: what was asked of the desktop, oldest first. */
  hostRecord: desktopRequests,
}

export default electron
export { electron as 'module.exports' }
export * from './desktop.ts'
export {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  session,
  WebContents as webContents,
}
