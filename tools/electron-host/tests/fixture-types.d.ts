// What the fixture app puts into its page and its main process, for the tests' evaluate().
interface FixtureApi {
  nested: { value: number }
  sees(): string[]
  echo(...values: unknown[]): Promise<unknown[]>
  fail(): Promise<never>
  missing(): Promise<never>
  throws(): never
  sender(): Promise<{ isMainFrame: boolean; parent: unknown; url: string; origin: string }>
  sync(value: number): number
  count(to: number, listener: (value: number) => void): void
  pathsOf(files: File[]): string[]
}

interface Window {
  api: FixtureApi
  dropped: { names: string[]; paths: string[] }[]
  inlineRan?: boolean
}

declare var seen: {
  urls: string[]
  produced: number
  cancelled: boolean
  navigations: string[]
  popups: string[]
  second: { argv: string[]; cwd: string; data: unknown }[]
  refuseQuit: boolean
  beforeQuit?: boolean
  gone?: string
}
