import { constants, type Stats } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { noFileWords, unreadableReason, unreadableWords } from '#shared/text/unreadable-files.ts'

/** A file of this computer, open for reading. */
export interface LocalFile {
  /** Bytes, as it was opened. */
  readonly size: number
  /** Unix ms, as the file system tells it. */
  readonly mtimeMs: number
  /** Fills the whole buffer from a position in the file; answers why where it cannot. */
  readonly readInto: (into: Uint8Array, position: number) => Promise<AppError | null>
  /** Null while the path still leads to this file, and nobody wrote to it. */
  readonly checkUnchanged: () => Promise<AppError | null>
  readonly close: () => Promise<void>
}

/** Opens a file that is not empty. Never waits for the other end of a pipe and never opens a device. */
export async function openLocalFile(path: string): Promise<Result<LocalFile>> {
  let handle: FileHandle | null = null
  try {
    const wrongKind = checkFileKind(await stat(path))
    if (wrongKind !== null) return fail(wrongKind)
    // A pipe may have taken the file's place since: O_NONBLOCK keeps `open` from waiting for it.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = await handle.stat()
    const swapped = checkFileKind(stats)
    if (swapped === null) return ok(createLocalFile(path, handle, stats))
    await handle.close()
    return fail(swapped)
  } catch (error) {
    await handle?.close()
    return fail(toFileError(error))
  }
}

/** What the file system refused, as an error of the catalogue. */
export function toFileError(error: unknown): AppError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return appError('upload.vanished')
  if (code === 'EISDIR') return appError('upload.notAFile', { what: noFileWords.folder })
  if (code === 'ENXIO') return appError('upload.notAFile', { what: noFileWords.device })
  if (code === '') throw error
  return appError('upload.unreadable', { reason: unreadableWords[code] ?? unreadableReason(code) })
}

function createLocalFile(path: string, handle: FileHandle, opened: Stats): LocalFile {
  const { size, mtimeMs, ino, dev } = opened
  return {
    size,
    mtimeMs,

    async readInto(into, position) {
      try {
        for (let done = 0; done < into.length;) {
          const { bytesRead } = await handle.read(into, done, into.length - done, position + done)
          if (bytesRead === 0) return appError('upload.changed')
          done += bytesRead
        }
        return null
      } catch (error) {
        return toFileError(error)
      }
    },

    async checkUnchanged() {
      try {
        const now = await stat(path)
        const same = now.ino === ino && now.dev === dev && now.size === size && now.mtimeMs === mtimeMs
        return same ? null : appError('upload.changed')
      } catch (error) {
        return toFileError(error)
      }
    },

    close: () => handle.close(),
  }
}

function checkFileKind(stats: Stats): AppError | null {
  if (stats.isFile()) return stats.size === 0 ? appError('upload.empty') : null
  const what = stats.isDirectory()
    ? 'folder'
    : stats.isFIFO()
      ? 'pipe'
      : stats.isSocket()
        ? 'socket'
        : 'device'
  return appError('upload.notAFile', { what: noFileWords[what] })
}
