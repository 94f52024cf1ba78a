// What would ask the desktop: recorded, answered as a person who cancels would, never carried out.
import { loud, loudEmitter } from './throw-if-missing.ts'
import { copyIntoPage } from './page-clipboard.ts'
import { note, state } from './state.ts'
import { DISPLAY } from './window-geometry.ts'

/** Dialogs come as (options) or (window, options). */
const lastOf = (args: readonly unknown[]): Record<string, unknown> =>
  (args.at(-1) ?? {}) as Record<string, unknown>

const recorded =
  <T>(kind: string, answer: (options: Record<string, unknown>) => T) =>
  (...args: unknown[]): T => {
    note(kind, lastOf(args))
    return answer(lastOf(args))
  }

const cancelButton = (options: Record<string, unknown>): number => Number(options['cancelId'] ?? 0)

/** A test gives its own answer by replacing a method: `dialog.showOpenDialog = async () => …`. */
export const dialog = loud('dialog', {
  showOpenDialog: recorded('open-dialog', async () => ({ canceled: true, filePaths: [] })),
  showOpenDialogSync: recorded('open-dialog', () => undefined),
  showSaveDialog: recorded('save-dialog', async () => ({ canceled: true, filePath: '' })),
  showSaveDialogSync: recorded('save-dialog', () => ''),
  showMessageBox: recorded('message-box', async (options) => ({
    response: cancelButton(options),
    checkboxChecked: false,
  })),
  showMessageBoxSync: recorded('message-box', cancelButton),
  showErrorBox(title: string, content: string): void {
    note('error-box', { title, content })
    console.error(`${title}: ${content}`)
  },
})

export const shell = loud('shell', {
  openExternal: async (url: string): Promise<void> => note('open-external', url),
  openPath: async (path: string): Promise<string> => {
    note('open-path', path)
    return ''
  },
  showItemInFolder: (path: string): void => note('show-item-in-folder', path),
  beep: (): void => note('beep', null),
})

let copied: { text?: string; html?: string } = {}

export const clipboard = loud('clipboard', {
  writeText(text: string): void {
    copied = { text }
    for (const { webContents } of state.windows) copyIntoPage(webContents, text)
  },
  readText: (): string => copied.text ?? '',
  writeHTML: (html: string): void => void (copied = { html }),
  readHTML: (): string => copied.html ?? '',
  write: (data: typeof copied): void => void (copied = { ...data }),
  clear: (): void => void (copied = {}),
  availableFormats: (): string[] => [
    ...(copied.text === undefined ? [] : ['text/plain']),
    ...(copied.html === undefined ? [] : ['text/html']),
  ],
})

export class Notification extends loudEmitter('Notification') {
  readonly title: string
  readonly body: string
  #options: object

  constructor(options: { title?: string; body?: string } = {}) {
    super()
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    this.#options = options
  }

  /** Recorded; a test clicks it with `notification.emit('click')`. */
  show(): void {
    note('notification', this.#options)
    this.emit('show', {})
  }

  close(): void {
    this.emit('close', {})
  }

  static isSupported = (): boolean => true
}

export class Tray extends loudEmitter('Tray') {
  #menu: object | null = null
  #destroyed = false

  setContextMenu = (menu: object | null): void => void (this.#menu = menu)
  popUpContextMenu = (): void => note('menu', this.#menu)
  setImage = (): void => undefined
  setToolTip = (): void => undefined
  setTitle = (): void => undefined
  destroy = (): void => void (this.#destroyed = true)
  isDestroyed = (): boolean => this.#destroyed
}

const display = {
  id: 1,
  label: '',
  bounds: DISPLAY,
  workArea: DISPLAY,
  size: { width: DISPLAY.width, height: DISPLAY.height },
  workAreaSize: { width: DISPLAY.width, height: DISPLAY.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
}

class Screen extends loudEmitter('screen') {
  getPrimaryDisplay = () => display
  getAllDisplays = () => [display]
  getDisplayMatching = () => display
  getDisplayNearestPoint = () => display
  getCursorScreenPoint = () => ({ x: 0, y: 0 })
}
export const screen = new Screen()

/** Suspend and resume never come by themselves; a test emits them. */
class PowerMonitor extends loudEmitter('powerMonitor') {
  readonly onBatteryPower = false
  isOnBatteryPower = (): boolean => false
  getSystemIdleTime = (): number => 0
  getSystemIdleState = (): string => 'active'
  getCurrentThermalState = (): string => 'unknown'
}
export const powerMonitor = new PowerMonitor()

const blockers = new Set<number>()
let lastBlocker = 0

export const powerSaveBlocker = loud('powerSaveBlocker', {
  start(): number {
    blockers.add(++lastBlocker)
    return lastBlocker
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
})

export const globalShortcut = loud('globalShortcut', {
  register: (): boolean => true,
  unregister: (): void => undefined,
  unregisterAll: (): void => undefined,
  isRegistered: (): boolean => false,
})

class AutoUpdater extends loudEmitter('autoUpdater') {}
export const autoUpdater = new AutoUpdater()

export const crashReporter = loud('crashReporter', {
  start: (): void => undefined,
  getLastCrashReport: (): null => null,
  getUploadedReports: (): object[] => [],
  getUploadToServer: (): boolean => false,
  addExtraParameter: (): void => undefined,
})
