import { app } from 'electron'
import { readCommandLinePaths } from './command-line-paths.ts'

type OnPaths = (paths: readonly string[]) => void

/** Files that the system hands to the app: on its command line, on that of a second start, or dropped on its icon. */
export interface OpenedFiles {
  /** Calls back with the paths that came so far, and then with each that comes. */
  readonly subscribe: (onPaths: OnPaths) => void
}

/** Collects opened files from before ready on: macOS reports files before the app is up. */
export function collectOpenedFiles(): OpenedFiles {
  const appFolder = process.defaultApp ? app.getAppPath() : null
  const pendingPaths: string[] = []
  let onPaths: OnPaths = (paths) => void pendingPaths.push(...paths)
  const readCommandLine = (argv: readonly string[], cwd: string): void => {
    const paths = readCommandLinePaths({ argv, cwd, appFolder })
    if (paths.length > 0) onPaths(paths)
  }
  readCommandLine(process.argv, process.cwd())
  app.on('open-file', (event, path) => {
    event.preventDefault()
    onPaths([path])
  })
  app.on('second-instance', (_event, argv, cwd) => readCommandLine(argv, cwd))
  return {
    subscribe(subscriber) {
      onPaths = subscriber
      if (pendingPaths.length > 0) subscriber(pendingPaths)
    },
  }
}
