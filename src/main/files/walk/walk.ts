import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import pLimit from 'p-limit'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { leftOutAs } from './left-out.ts'
import { codeOf, fileTrouble, reasonOf } from './rejected-path.ts'

/** The file system as the walk uses it. */
export interface WalkFs {
  readonly readdir: (path: string) => Promise<readonly Dirent[]>
  /** Follows links. */
  readonly stat: (path: string) => Promise<Stats>
  readonly realpath: (path: string) => Promise<string>
}

const SYSTEM_FS: WalkFs = {
  readdir: (path) => readdir(path, { withFileTypes: true }),
  stat,
  realpath,
}

/** What a walk comes upon, in order. */
export type Step =
  | {
      readonly kind: 'file'
      readonly path: string
      /** Its place under the folder that was added, with `/`; the name alone for a file added by itself. */
      readonly name: string
      readonly size: number
      readonly mtimeMs: number
    }
  | { readonly kind: 'leftOut'; readonly why: 'hidden' | 'system' | 'circular' }
  | { readonly kind: 'problem'; readonly path: string; readonly error: AppError }

/** Files of one folder that are looked at together; the first of them are on screen before the last are looked at. */
const FILES_PER_STEP = 500
/** As many as the system's threads can use, and some waiting. */
const MAX_STATS_AT_ONCE = 32

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * Walks paths in their order, folders to their depths: files by their natural names ("2" before "10"), then folders.
 * A file or folder that is named by itself is taken also when it is hidden; what a system leaves in folders never is.
 * Links are followed; a folder that was walked already below the same path is a circle.
 */
export async function* walk(paths: readonly string[], fs: WalkFs = SYSTEM_FS): AsyncGenerator<Step> {
  // What is named one by one (a drop of many files) is looked at together, too.
  for (let from = 0; from < paths.length; from += FILES_PER_STEP) {
    const named = paths.slice(from, from + FILES_PER_STEP).map((path) => resolve(path))
    const looks = await pLimit(MAX_STATS_AT_ONCE).map(named, (path) => lookAt(path, fs))
    for (const [index, path] of named.entries()) {
      const look = looks[index]
      const name = basename(path) || path
      if (leftOutAs(name) === 'system') yield { kind: 'leftOut', why: 'system' }
      else if (look === undefined) continue
      else if (look instanceof Error) yield trouble(path, look)
      else if (look.isDirectory()) yield* walkFolder(path, name, new Set([await real(path, fs)]), fs)
      else yield stepOf(path, name, look)
    }
  }
}

async function* walkFolder(
  folder: string,
  place: string,
  visited: Set<string>,
  fs: WalkFs,
): AsyncGenerator<Step> {
  let entries: readonly Dirent[]
  try {
    entries = await fs.readdir(folder)
  } catch (cause) {
    yield folderTrouble(folder, cause)
    return
  }
  const names: string[] = []
  for (const { name } of entries) {
    const why = leftOutAs(name)
    if (why === null) names.push(name)
    else yield { kind: 'leftOut', why }
  }
  names.sort(natural.compare)
  const folders: string[] = []
  for (let from = 0; from < names.length; from += FILES_PER_STEP) {
    const some = names.slice(from, from + FILES_PER_STEP)
    const looks = await pLimit(MAX_STATS_AT_ONCE).map(some, (name) => lookAt(join(folder, name), fs))
    for (const [index, name] of some.entries()) {
      const look = looks[index]
      const path = join(folder, name)
      if (look === undefined) continue
      if (look instanceof Error) {
        yield codeOf(look) === 'ELOOP' ? { kind: 'leftOut', why: 'circular' } : trouble(path, look)
      } else if (look.isDirectory()) folders.push(name)
      else yield stepOf(path, `${place}/${name}`, look)
    }
  }
  for (const name of folders) {
    const path = join(folder, name)
    const target = await real(path, fs)
    if (visited.has(target)) {
      yield { kind: 'leftOut', why: 'circular' }
      continue
    }
    visited.add(target)
    yield* walkFolder(path, `${place}/${name}`, visited, fs)
  }
}

/** What lies there, links followed; the error where it cannot be told. */
const lookAt = (path: string, fs: WalkFs): Promise<Stats | Error> =>
  fs.stat(path).catch((cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))))

/** The folder's one true path. Where it cannot be told, reading the folder will say why. */
const real = (path: string, fs: WalkFs): Promise<string> => fs.realpath(path).catch(() => path)

function stepOf(path: string, name: string, stats: Stats): Step {
  if (stats.isFile()) return { kind: 'file', path, name, size: stats.size, mtimeMs: stats.mtimeMs }
  return { kind: 'problem', path, error: appError('upload.notAFile', { what: whatIs(stats) }) }
}

function whatIs(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device' : 'something else'
}

function trouble(path: string, cause: unknown): Step {
  // A name that is no text comes with its bytes replaced, and then leads nowhere.
  const unreadableName = codeOf(cause) === 'ENOENT' && path.includes('\uFFFD')
  const error = unreadableName
    ? appError('upload.unreadable', { reason: 'its name is not valid text' })
    : fileTrouble(cause)
  return { kind: 'problem', path, error }
}

const folderTrouble = (path: string, cause: unknown): Step => ({
  kind: 'problem',
  path,
  error:
    codeOf(cause) === 'ENOENT'
      ? appError('upload.vanished')
      : appError('files.folderUnreadable', { reason: reasonOf(cause) }),
})
