// Electron's own arguments: what goes to the host, what stays for the app to read.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export interface CommandLine {
  /** All arguments, unchanged: the app's process.argv from 1 on. */
  readonly arguments: readonly string[]
  /** Modules to require before the app (`-r`): Playwright's loader comes this way. */
  readonly preloads: readonly string[]
  /** The app's folder or main file. */
  readonly entry: string
}

export function readCommandLine(args: readonly string[]): CommandLine {
  const preloads: string[] = []
  let entry: string | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '-r' || arg === '--require') preloads.push(args[++i] ?? '')
    else if (!arg.startsWith('-')) entry ??= arg
  }
  return { arguments: args, preloads, entry: entry ?? '.' }
}

/** The value of `--name=value` or the empty string of a bare `--name`; undefined when absent. */
export function readSwitch(args: readonly string[], name: string): string | undefined {
  for (const arg of args) {
    if (arg === `--${name}`) return ''
    if (arg.startsWith(`--${name}=`)) return arg.slice(name.length + 3)
  }
  return undefined
}

export interface AppFiles {
  readonly folder: string
  readonly main: string
  readonly name: string
  readonly version: string
}

interface Manifest {
  readonly main?: string
  readonly name?: string
  readonly productName?: string
  readonly version?: string
}

/** Finds the app as Electron does: a folder with a package.json, or a file somewhere below one. */
export function findApp(entry: string): AppFiles {
  const path = resolve(entry)
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const folder = isFolder ? path : findManifestFolder(dirname(path))
  const file = join(folder, 'package.json')
  const manifest: Manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
  return {
    folder,
    main: isFolder ? join(path, manifest.main ?? 'index.js') : path,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
  }
}

function findManifestFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) return start
  }
}
