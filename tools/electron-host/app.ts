// electron.app: the life of the process, its paths, its one instance.
import { join } from 'node:path'
import { getPath, setPath } from './app-paths.ts'
import { readSwitch } from './command-line.ts'
import { createEvent } from './events.ts'
import { throwIfMissing, createThrowingEmitter } from './throw-if-missing.ts'
import { acquireInstanceLock } from './single-instance.ts'
import { recordDesktopRequest, state } from './state.ts'

/** The switches that the app and Playwright's loader add for the browser. */
export const switches = new Map<string, string>()

const commandLine = throwIfMissing('app.commandLine', {
  appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
  removeSwitch: (name: string): void => void switches.delete(name),
  appendArgument: (): void => undefined,
  hasSwitch: (name: string): boolean => switches.has(name) || readSwitch(state.arguments, name) !== undefined,
  getSwitchValue: (name: string): string => switches.get(name) ?? readSwitch(state.arguments, name) ?? '',
})

const doNothing = (): void => undefined

class App extends createThrowingEmitter('app') {
  readonly commandLine = commandLine
  readonly isPackaged = false
  readonly dock = undefined
  readonly badgeCount = 0
  readonly runningUnderARM64Translation = false
  applicationMenu: object | null = null
  userAgentFallback = ''
  #ready = Promise.withResolvers<object>()
  #releaseLock: (() => void) | null = null

  get name(): string {
    return state.name
  }

  set name(name: string) {
    state.name = name
  }

  /** For the host: the browser is up. */
  hostNotifyReady(): void {
    state.isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#ready.resolve({})
  }

  /** For the host: a window is gone. The last one ends the app, unless the app listens to window-all-closed. */
  hostNotifyWindowClosed(): void {
    if (state.windows.size > 0 || state.isQuitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  /** Asks before-quit, the close of every window, and will-quit, in this order: each may refuse. Never waits for the browser. */
  quit(): void {
    if (state.isQuitting) return
    const before = createEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    state.isQuitting = true
    for (const window of state.windows) {
      if (!window.hostClose()) {
        state.isQuitting = false
        return
      }
    }
    const will = createEvent()
    this.emit('will-quit', will)
    state.isQuitting = false
    if (!will.defaultPrevented) this.exit(0)
  }

  /** Ends at once, without asking any listener. */
  exit(code = 0): void {
    state.isQuitting = true
    for (const window of state.windows) window.destroy()
    this.emit('quit', {}, code)
    process.exit(code)
  }

  /** Electron starts a new process at the exit. Not here: nothing would end that process. A test starts the app again itself. */
  relaunch(): void {
    recordDesktopRequest('relaunch', null)
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    const handover = { argv: process.argv, cwd: process.cwd(), data }
    this.#releaseLock ??= acquireInstanceLock(getPath('userData'), handover, ({ argv, cwd, data: sent }) =>
      this.emit('second-instance', createEvent(), argv, cwd, sent),
    )
    return this.#releaseLock !== null
  }

  releaseSingleInstanceLock(): void {
    this.#releaseLock?.()
    this.#releaseLock = null
  }

  setAppLogsPath(path?: string): void {
    setPath('logs', path ?? join(getPath('userData'), 'logs'))
  }

  hasSingleInstanceLock = (): boolean => this.#releaseLock !== null
  whenReady = (): Promise<object> => this.#ready.promise
  isReady = (): boolean => state.isReady
  getName = (): string => state.name
  setName = (name: string): void => void (state.name = name)
  getVersion = (): string => state.version
  getAppPath = (): string => state.appFolder
  getPath = getPath
  setPath = setPath
  getLocale = (): string => 'en-US'
  getSystemLocale = (): string => 'en-US'
  getLocaleCountryCode = (): string => 'US'
  getPreferredSystemLanguages = (): string[] => ['en-US']
  getAppMetrics = (): object[] => []
  getGPUFeatureStatus = (): object => ({})
  getLoginItemSettings = (): object => ({ openAtLogin: false })
  setBadgeCount = (): boolean => false
  getBadgeCount = (): number => 0
  setAsDefaultProtocolClient = (): boolean => true
  removeAsDefaultProtocolClient = (): boolean => true
  isDefaultProtocolClient = (): boolean => false
  isAccessibilitySupportEnabled = (): boolean => false
  isInApplicationsFolder = (): boolean => false
  isEmojiPanelSupported = (): boolean => false
  // What only a desktop would show, or what Chromium does anyway.
  addRecentDocument = doNothing
  clearRecentDocuments = doNothing
  disableHardwareAcceleration = doNothing
  enableSandbox = doNothing
  focus = doNothing
  hide = doNothing
  setAboutPanelOptions = doNothing
  setActivationPolicy = doNothing
  setAppUserModelId = doNothing
  setJumpList = doNothing
  setLoginItemSettings = doNothing
  setUserTasks = doNothing
  showAboutPanel = doNothing
}

export const app = new App()
process.once('exit', () => app.releaseSingleInstanceLock())
