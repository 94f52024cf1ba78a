import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import pLimit from 'p-limit'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { leftOutAs } from './left-out.ts'
import { readErrorCode, fileTrouble, describeReason } from './rejected-path.ts'

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

/** What a walk finds, in order. */
export type Step =
  | {
      readonly kind: 'file'
      readonly path: string
      /** Its path below the added folder, with `/`; only the name of a file that was added alone. */
      readonly name: string
      readonly size: number
      readonly mtimeMs: number
    }
  | { readonly kind: 'leftOut'; readonly why: 'hidden' | 'system' | 'circular' }
  | { readonly kind: 'problem'; readonly path: string; readonly error: AppError }

/** Files of one folder that are read together: the first ones are on screen before the last ones are read. */
const FILES_PER_STEP = 500
/** As many as the threads of Node can use, and some that wait. */
const MAX_STATS_AT_ONCE = 32

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * Walks paths in their order, folders to their depths: files by their natural names ("2" before "10"), then folders.
 * A file or folder that the person named is taken also when it is hidden; files that a system creates in folders never are.
 * Links are followed; a folder that contains itself by a link is walked once.
 */
export async function* walk(paths: readonly string[], fs: WalkFs = SYSTEM_FS): AsyncGenerator<Step> {
  // Paths that are named one by one (a drop of many files) are read together, too.
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
      else yield toStep(path, name, look)
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
        yield readErrorCode(look) === 'ELOOP' ? { kind: 'leftOut', why: 'circular' } : trouble(path, look)
      } else if (look.isDirectory()) folders.push(name)
      else yield toStep(path, `${place}/${name}`, look)
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

/** The status of a path, links followed; the error when it cannot be read. */
const lookAt = (path: string, fs: WalkFs): Promise<Stats | Error> =>
  fs.stat(path).catch((cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))))

/** The path of a folder without links. When it cannot be found, reading the folder will fail with the reason. */
const real = (path: string, fs: WalkFs): Promise<string> => fs.realpath(path).catch(() => path)

function toStep(path: string, name: string, stats: Stats): Step {
  if (stats.isFile()) return { kind: 'file', path, name, size: stats.size, mtimeMs: stats.mtimeMs }
  return { kind: 'problem', path, error: appError('upload.notAFile', { what: whatIs(stats) }) }
}

function whatIs(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device' : 'something else'
}

function trouble(path: string, cause: unknown): Step {
  // Node replaces the bytes of a name that is no valid text, and the changed name leads to no file.
  const unreadableName = readErrorCode(cause) === 'ENOENT' && path.includes('\uFFFD')
  const error = unreadableName
    ? appError('upload.unreadable', { reason: 'its name is not valid text' })
    : fileTrouble(cause)
  return { kind: 'problem', path, error }
}

const folderTrouble = (path: string, cause: unknown): Step => ({
  kind: 'problem',
  path,
  error:
    readErrorCode(cause) === 'ENOENT'
      ? appError('upload.vanished')
      : appError('files.folderUnreadable', { reason: describeReason(cause) }),
})
