import type { WebFrameMain } from './web-frame-main.ts'

export interface WebPreferences {
  readonly preload?: string
  readonly additionalArguments?: readonly string[]
}

/** What the host knows about a page. */
export interface PageState {
  readonly preload: string | undefined
  targetId: string
  /** The execution context of the preload's world, while there is one. */
  worldContextId: number | undefined
  url: string
  /** The address that the app asked for, until it is reached. */
  expectedUrl: string | undefined
  /** The loader of the last document that finished loading. */
  loadedLoaderId: string | undefined
  isLoading: boolean
  hasFailed: boolean
  hasCrashed: boolean
  /** Settles once a page that came back after a crash can wait for main (`sendSync`). */
  debuggerReady: Promise<unknown>
  isDestroyed: boolean
}

/** A page as the wire-*.ts modules see it: they translate the browser's events into its events. */
export interface WiredPage {
  readonly page: PageState
  readonly mainFrame: WebFrameMain
  emit(event: string, ...args: unknown[]): boolean
  /** The event object that comes with a message from this page. */
  ipcEvent(): object
  /** Asks the app's window open handler. */
  decideWindowOpen(question: { readonly url: string }): 'deny'
}

export const createPageState = (preload: string | undefined): PageState => ({
  preload,
  targetId: '',
  worldContextId: undefined,
  url: '',
  expectedUrl: undefined,
  loadedLoaderId: undefined,
  isLoading: false,
  hasFailed: false,
  hasCrashed: false,
  debuggerReady: Promise.resolve(),
  isDestroyed: false,
})
