// The APIs that would ask something of the desktop. A call is recorded and answered as by a person who cancels; nothing is done.
import { throwIfMissing, createThrowingEmitter } from './throw-if-missing.ts'
import { copyIntoPage } from './page-clipboard.ts'
import { recordDesktopRequest, state } from './state.ts'
import { DISPLAY } from './window-geometry.ts'

/** Dialogs come as (options) or (window, options). */
const readOptions = (args: readonly unknown[]): Record<string, unknown> =>
  (args.at(-1) ?? {}) as Record<string, unknown>

const recordAndAnswer =
  <T>(kind: string, answer: (options: Record<string, unknown>) => T) =>
  (...args: unknown[]): T => {
    recordDesktopRequest(kind, readOptions(args))
    return answer(readOptions(args))
  }

const cancelButton = (options: Record<string, unknown>): number => Number(options['cancelId'] ?? 0)

/** A test gives its own answer by replacing a method: `dialog.showOpenDialog = async () => …`. */
export const dialog = throwIfMissing('dialog', {
  showOpenDialog: recordAndAnswer('open-dialog', async () => ({ canceled: true, filePaths: [] })),
  showOpenDialogSync: recordAndAnswer('open-dialog', () => undefined),
  showSaveDialog: recordAndAnswer('save-dialog', async () => ({ canceled: true, filePath: '' })),
  showSaveDialogSync: recordAndAnswer('save-dialog', () => ''),
  showMessageBox: recordAndAnswer('message-box', async (options) => ({
    response: cancelButton(options),
    checkboxChecked: false,
  })),
  showMessageBoxSync: recordAndAnswer('message-box', cancelButton),
  showErrorBox(title: string, content: string): void {
    recordDesktopRequest('error-box', { title, content })
    console.error(`${title}: ${content}`)
  },
})

export const shell = throwIfMissing('shell', {
  openExternal: async (url: string): Promise<void> => recordDesktopRequest('open-external', url),
  openPath: async (path: string): Promise<string> => {
    recordDesktopRequest('open-path', path)
    return ''
  },
  showItemInFolder: (path: string): void => recordDesktopRequest('show-item-in-folder', path),
  beep: (): void => recordDesktopRequest('beep', null),
})

let clipboardContent: { text?: string; html?: string } = {}

export const clipboard = throwIfMissing('clipboard', {
  writeText(text: string): void {
    clipboardContent = { text }
    for (const { webContents } of state.windows) copyIntoPage(webContents, text)
  },
  readText: (): string => clipboardContent.text ?? '',
  writeHTML: (html: string): void => void (clipboardContent = { html }),
  readHTML: (): string => clipboardContent.html ?? '',
  write: (data: typeof clipboardContent): void => void (clipboardContent = { ...data }),
  clear: (): void => void (clipboardContent = {}),
  availableFormats: (): string[] => [
    ...(clipboardContent.text === undefined ? [] : ['text/plain']),
    ...(clipboardContent.html === undefined ? [] : ['text/html']),
  ],
})

export class Notification extends createThrowingEmitter('Notification') {
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
    recordDesktopRequest('notification', this.#options)
    this.emit('show', {})
  }

  close(): void {
    this.emit('close', {})
  }

  static isSupported = (): boolean => true
}

export class Tray extends createThrowingEmitter('Tray') {
  #menu: object | null = null
  #destroyed = false

  setContextMenu = (menu: object | null): void => void (this.#menu = menu)
  popUpContextMenu = (): void => recordDesktopRequest('menu', this.#menu)
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

class Screen extends createThrowingEmitter('screen') {
  getPrimaryDisplay = () => display
  getAllDisplays = () => [display]
  getDisplayMatching = () => display
  getDisplayNearestPoint = () => display
  getCursorScreenPoint = () => ({ x: 0, y: 0 })
}
export const screen = new Screen()

/** Suspend and resume never come by themselves; a test emits them. */
class PowerMonitor extends createThrowingEmitter('powerMonitor') {
  readonly onBatteryPower = false
  isOnBatteryPower = (): boolean => false
  getSystemIdleTime = (): number => 0
  getSystemIdleState = (): string => 'active'
  getCurrentThermalState = (): string => 'unknown'
}
export const powerMonitor = new PowerMonitor()

const blockers = new Set<number>()
let lastBlocker = 0

export const powerSaveBlocker = throwIfMissing('powerSaveBlocker', {
  start(): number {
    blockers.add(++lastBlocker)
    return lastBlocker
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
})

export const globalShortcut = throwIfMissing('globalShortcut', {
  register: (): boolean => true,
  unregister: (): void => undefined,
  unregisterAll: (): void => undefined,
  isRegistered: (): boolean => false,
})

class AutoUpdater extends createThrowingEmitter('autoUpdater') {}
export const autoUpdater = new AutoUpdater()

export const crashReporter = throwIfMissing('crashReporter', {
  start: (): void => undefined,
  getLastCrashReport: (): null => null,
  getUploadedReports: (): object[] => [],
  getUploadToServer: (): boolean => false,
  addExtraParameter: (): void => undefined,
})
