// electron.Menu and MenuItem: a tree that can be read and clicked; nothing is drawn.
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { createThrowingEmitter } from './throw-if-missing.ts'
import { recordDesktopRequest } from './state.ts'

export interface MenuItemOptions {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly checked?: boolean
  readonly submenu?: readonly MenuItemOptions[] | Menu
  readonly click?: (item: MenuItem, window: BrowserWindow | null, event: object) => void
}

/** The roles that mean something without a desktop, and what they do. */
const ROLES: Readonly<Record<string, (window: BrowserWindow | null) => void>> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  reload: (window) => window?.webContents.reload(),
  minimize: (window) => window?.minimize(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
}

export class MenuItem {
  readonly id: string | undefined
  readonly role: string | undefined
  readonly accelerator: string | undefined
  readonly type: string
  readonly submenu: Menu | undefined
  label: string
  enabled: boolean
  visible: boolean
  checked: boolean
  #click: MenuItemOptions['click']

  constructor(options: MenuItemOptions) {
    const { submenu } = options
    this.id = options.id
    this.role = options.role?.toLowerCase()
    this.accelerator = options.accelerator
    this.type = options.type ?? (submenu ? 'submenu' : 'normal')
    this.submenu = submenu instanceof Menu || !submenu ? submenu : Menu.buildFromTemplate(submenu)
    this.label = options.label ?? options.role ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.#click = options.click
  }

  click = (event: object = {}, window: BrowserWindow | null = BrowserWindow.getFocusedWindow()): void => {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.checked = true
    if (this.#click) this.#click(this, window, event)
    else if (this.role) ROLES[this.role]?.(window)
  }
}

let applicationMenu: Menu | null = null

export class Menu extends createThrowingEmitter('Menu') {
  readonly items: MenuItem[] = []

  append = (item: MenuItem): void => void this.items.push(item)
  insert = (position: number, item: MenuItem): void => void this.items.splice(position, 0, item)

  /** Nothing is drawn; the menu is recorded so that a test can click it. */
  popup(): void {
    recordDesktopRequest('menu', this)
    this.emit('menu-will-show', {})
  }

  closePopup(): void {
    this.emit('menu-will-close', {})
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry))
    return menu
  }

  static setApplicationMenu = (menu: Menu | null): void => void (applicationMenu = menu)
  static getApplicationMenu = (): Menu | null => applicationMenu
}
