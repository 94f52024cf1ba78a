// electron.app: the life of the process, its paths, its one instance.
import { join } from 'node:path'
import { getPath, setPath } from './app-paths.ts'
import { readSwitch } from './command-line.ts'
import { createEvent } from './events.ts'
import { loud, loudEmitter } from './throw-if-missing.ts'
import { takeInstanceLock } from './single-instance.ts'
import { state } from './state.ts'

/** The switches that the app and Playwright's loader add for the browser. */
export const switches = new Map<string, string>()

const commandLine = loud('app.commandLine', {
  appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
  removeSwitch: (name: string): void => void switches.delete(name),
  appendArgument: (): void => undefined,
  hasSwitch: (name: string): boolean => switches.has(name) || readSwitch(state.arguments, name) !== undefined,
  getSwitchValue: (name: string): string => switches.get(name) ?? readSwitch(state.arguments, name) ?? '',
})

const ignored = (): void => undefined

class App extends loudEmitter('app') {
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
  hostBecomeReady(): void {
    state.ready = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#ready.resolve({})
  }

  /** For the host: a window is gone; the last one ends the app unless it listens. */
  hostWindowClosed(): void {
    if (state.windows.size > 0 || state.quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  /** before-quit, every window's close, will-quit: each may refuse. Waits for nothing the browser would say. */
  quit(): void {
    if (state.quitting) return
    const before = createEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    state.quitting = true
    for (const window of state.windows) {
      if (!window.hostClose()) {
        state.quitting = false
        return
      }
    }
    const will = createEvent()
    this.emit('will-quit', will)
    state.quitting = false
    if (!will.defaultPrevented) this.exit(0)
  }

  /** Ends at once: nobody is asked. */
  exit(code = 0): void {
    state.quitting = true
    for (const window of state.windows) window.destroy()
    this.emit('quit', {}, code)
    process.exit(code)
  }

  /** Takes effect at the exit in Electron; here it is refused, since nobody would own the new process. */
  relaunch(): void {
    throw new Error('electron host: app.relaunch is not implemented')
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    const handover = { argv: process.argv, cwd: process.cwd(), data }
    this.#releaseLock ??= takeInstanceLock(getPath('userData'), handover, ({ argv, cwd, data: sent }) =>
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
  isReady = (): boolean => state.ready
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
  addRecentDocument = ignored
  clearRecentDocuments = ignored
  disableHardwareAcceleration = ignored
  enableSandbox = ignored
  focus = ignored
  hide = ignored
  setAboutPanelOptions = ignored
  setActivationPolicy = ignored
  setAppUserModelId = ignored
  setJumpList = ignored
  setLoginItemSettings = ignored
  setUserTasks = ignored
  showAboutPanel = ignored
}

export const app = new App()
process.once('exit', () => app.releaseSingleInstanceLock())
