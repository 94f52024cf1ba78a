// The entry of the host: makes this Node process look like Electron's main process, runs the app's main
// module, then starts the browser and lets the app become ready.
import { createRequire, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findApp, readCommandLine } from './command-line.ts'
import { ELECTRON_VERSION, state } from './state.ts'

const executable = join(import.meta.dirname, 'bin/electron')
const args = process.argv.slice(2)
if (args.includes('--version') || args.includes('-v')) {
  console.log(`v${ELECTRON_VERSION} (stand-in host)`)
  process.exit(0)
}

const commandLine = readCommandLine(args)
const files = findApp(commandLine.entry)
Object.assign(state, {
  appFolder: files.folder,
  name: files.name,
  version: files.version,
  arguments: commandLine.arguments,
})

process.argv = [executable, ...args]
process.execPath = executable
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(import.meta.dirname, 'bin') })
Object.defineProperty(process, 'versions', {
  value: { ...process.versions, electron: ELECTRON_VERSION, chrome: '156.0.0.0' },
})

const electron = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/main|\/common)?$/.test(specifier)
      ? { url: electron, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

const { start } = await import('./start.ts')
const started = start()
const require = createRequire(import.meta.url)
for (const preload of commandLine.preloads) require(resolve(preload))
await import(pathToFileURL(files.main).href)
await started.launch()
