import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './electron-target.ts'
import { runNode } from './run.ts'

/** Builds main, preload and renderer into `out/`; ends this process when that fails. */
export async function build(): Promise<void> {
  const code = await runNode(
    join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'),
    ['build', '--logLevel', 'warn'],
    { cwd: ROOT },
  )
  if (code !== 0) process.exit(code)
}

/** What the build is made of. */
const SOURCES = ['src', 'resources', 'scripts/lib', 'electron.vite.config.ts', 'package-lock.json']

/** Builds when there is no build yet, or when a source has changed since. */
export async function buildIfStale(): Promise<void> {
  const builtAt = readChangeTime(join(ROOT, 'out/renderer/index.html'))
  if (SOURCES.some((name) => findLastChange(join(ROOT, name)) > builtAt)) await build()
}

/** When a file was changed last, ms; 0: it does not exist. */
function readChangeTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** The latest change of a file, or of a folder and all that is in it, ms. */
function findLastChange(path: string): number {
  const changes = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => readChangeTime(join(path, name)))
    : []
  return Math.max(readChangeTime(path), ...changes)
}
