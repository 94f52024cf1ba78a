import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords as words } from '#shared/text/cli.ts'

export interface ListedFile {
  /** Where it really lies, links followed. */
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/** A path of another computer: even looking at it would sign in there in this person's name. */
const isNetworkPath = (path: string): boolean => /^(?:\\\\|\/\/)/.test(path)

/**
 * A local file that a list names, or why it is not taken. A list may come from anybody: only files under `folder`, which the
 * person allowed, are taken, wherever links lead. Null: no folder is allowed.
 */
export async function findListedFile(
  path: string,
  folder: string | null,
): Promise<Result<ListedFile, string>> {
  if (isNetworkPath(path)) return fail(words.inputs.networkPath)
  if (folder === null) return fail(words.inputs.localPath)
  try {
    const [real, allowed] = [await realpath(path), await realpath(folder)]
    const below = relative(allowed, real)
    if (below === '' || below.startsWith('..') || isAbsolute(below)) return fail(words.inputs.outsideFolder)
    const found = await stat(real)
    return found.isFile() ? ok({ path: real, size: found.size }) : fail(words.inputs.notAFile)
  } catch {
    // Whether something lies outside of the folder is not told either.
    return fail(words.inputs.outsideFolder)
  }
}
