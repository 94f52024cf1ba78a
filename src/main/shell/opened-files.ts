import { app } from 'electron'
import { namedPaths } from './named-paths.ts'

/** Files that the system hands the app: on its command line, on that of a second start, or dropped on its icon. */
export interface OpenedFiles {
  /** Calls with what came so far, and then with each that comes. */
  readonly hear: (hear: (paths: readonly string[]) => void) => void
}

/** Before ready: a Mac tells of files before the app is up. */
export function collectOpenedFiles(): OpenedFiles {
  const appFolder = process.defaultApp ? app.getAppPath() : null
  const waiting: string[] = []
  let take = (paths: readonly string[]): void => void waiting.push(...paths)
  const takeNamed = (argv: readonly string[], cwd: string): void => {
    const paths = namedPaths({ argv, cwd, appFolder })
    if (paths.length > 0) take(paths)
  }
  takeNamed(process.argv, process.cwd())
  app.on('open-file', (event, path) => {
    event.preventDefault()
    take([path])
  })
  app.on('second-instance', (_event, argv, cwd) => takeNamed(argv, cwd))
  return {
    hear(hear) {
      take = hear
      if (waiting.length > 0) hear(waiting)
    },
  }
}
