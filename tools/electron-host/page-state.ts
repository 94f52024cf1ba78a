export interface WebPreferences {
  readonly preload?: string
  readonly additionalArguments?: readonly string[]
}

/** What the host knows of a page. */
export interface PageState {
  readonly preload: string | undefined
  targetId: string
  /** The execution context of the preload's world, while there is one. */
  world: number | undefined
  url: string
  /** The address the app asked for, until it is reached. */
  expected: string | undefined
  /** The loader of the last document that finished loading. */
  loaded: string | undefined
  loading: boolean
  failed: boolean
  crashed: boolean
  /** Settles once a page that came back after a crash can ask main and wait (`sendSync`). */
  answering: Promise<unknown>
  destroyed: boolean
}

export const createPageState = (preload: string | undefined): PageState => ({
  preload,
  targetId: '',
  world: undefined,
  url: '',
  expected: undefined,
  loaded: undefined,
  loading: false,
  failed: false,
  crashed: false,
  answering: Promise.resolve(),
  destroyed: false,
})
