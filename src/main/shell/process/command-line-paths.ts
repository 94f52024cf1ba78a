import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

interface CommandLine {
  /** The whole command line, the program itself first. */
  readonly argv: readonly string[]
  /** Where relative paths begin. */
  readonly cwd: string
  /** Set when a plain Electron was given the app's folder (`electron .`): that argument is no file of the person. */
  readonly appFolder: string | null
}

/** A scheme has two letters or more: one letter is a drive of Windows. */
const URL_SCHEME = /^[a-z][a-z0-9+.-]+:/i

/** The files and folders that a command line names, absolute. Switches and addresses are none of them. */
export function readCommandLinePaths({ argv, cwd, appFolder }: CommandLine): readonly string[] {
  const paths: string[] = []
  let app = appFolder
  const words = argv.slice(1).entries()
  for (const [index, word] of words) {
    const before = argv[index]
    // The module that a test loads first stands behind its switch.
    if (word === '' || word.startsWith('-') || (appFolder !== null && isRequire(before))) continue
    const path = toPath(word, cwd)
    if (path === null) continue
    if (app !== null && path === app) app = null
    else paths.push(path)
  }
  return paths
}

const isRequire = (word: string | undefined): boolean => word === '-r' || word === '--require'

function toPath(word: string, cwd: string): string | null {
  if (!URL_SCHEME.test(word)) return resolve(cwd, word)
  try {
    return word.startsWith('file:') ? fileURLToPath(word) : null
  } catch {
    return null
  }
}
