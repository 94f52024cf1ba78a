import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, MAX_VIDEO_MS } from '#shared/model/bounds.ts'
import { open, stat, type FileHandle } from 'node:fs/promises'
import pLimit from 'p-limit'
import { appError } from '#shared/errors/catalogue.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { PictureSize } from '#shared/model/source-picture.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import { dimensionsIn, pictureSizeIn, type Dimensions } from './dimensions.ts'
import { readDuration } from './duration.ts'
import { readHead } from './head.ts'
import { isPicture, toFileKind, chooseMimetype, UNKNOWN_TYPE } from './kinds.ts'
import type { RegisteredFile } from '#main/files/file-registry.ts'
import { fileTrouble } from '#main/files/walk/rejected-path.ts'

/** Files read at once. */
const MAX_FILES_AT_ONCE = 4
/** Bytes that are enough to know the kind of nearly every file, and the size of most pictures. */
const HEAD_BYTES = 64 * 1024
/** In a photo, a large preview and a colour profile may come before its size. */
const LONG_HEAD_BYTES = 4 * 1024 * 1024

interface Named extends RegisteredFile {
  readonly id: string
}

/** Says what files hold, by their content. Only the first bytes (of a video, the headers) are read. */
export const inspectFiles = (files: readonly Named[]): Promise<readonly FileFacts[]> =>
  pLimit(MAX_FILES_AT_ONCE).map(files, inspect)

async function inspect({ id, path }: Named): Promise<FileFacts> {
  try {
    const stats = await stat(path)
    if (!stats.isFile())
      return troubled(id, path, appError('upload.notAFile', { what: 'it is something else now' }))
    if (stats.size === 0) return troubled(id, path, appError('upload.empty'))
    const file = await open(path)
    try {
      return await lookInto(id, path, stats.size, file)
    } finally {
      await file.close()
    }
  } catch (cause) {
    return troubled(id, path, fileTrouble(cause))
  }
}

async function lookInto(id: string, path: string, size: number, file: FileHandle): Promise<FileFacts> {
  const head = await readHead(file, Math.min(HEAD_BYTES, size))
  const mimetype = chooseMimetype(await typeInside(head), path)
  const kind = toFileKind(mimetype)
  const pixels = kind === 'image' ? await readPixels(file, head, size) : null
  const durationMs =
    kind === 'video' || kind === 'audio' ? await readDuration(path, file, size, mimetype) : null
  const tooManyPixels = pixels !== null && pixels.width * pixels.height > MAX_PICTURE_PIXELS
  const tooLarge = kind === 'image' && size > MAX_PICTURE_BYTES
  const tooLong = kind === 'video' && durationMs !== null && durationMs > MAX_VIDEO_MS
  const warnings: FileFacts['warnings'][number][] = []
  if (tooLong) warnings.push('videoOverTenMinutes')
  if (tooLarge) warnings.push('pictureTooLarge')
  if (tooManyPixels) warnings.push('pictureTooManyPixels')
  return {
    id,
    kind,
    mimetype,
    width: pixels?.width ?? null,
    height: pixels?.height ?? null,
    durationMs,
    picture: isPicture(mimetype) && !tooLarge && !tooManyPixels,
    warnings,
    problem: null,
  }
}

/** The media type by the bytes alone; null when they do not show it. */
export async function typeInside(head: Uint8Array): Promise<string | null> {
  const { fileTypeFromBuffer } = await import('file-type')
  const type = await fileTypeFromBuffer(head).catch(() => undefined)
  return type?.mime.split(';', 1)[0] ?? null
}

/** The size of a picture as its file holds it; null when it cannot be read. */
export async function readPictureSize(path: string): Promise<PictureSize | null> {
  const file = await open(path).catch(() => null)
  if (file === null) return null
  try {
    const { size } = await file.stat()
    return pictureSizeIn(await readHead(file, Math.min(LONG_HEAD_BYTES, size)))
  } catch {
    return null
  } finally {
    await file.close()
  }
}

async function readPixels(file: FileHandle, head: Uint8Array, size: number): Promise<Dimensions | null> {
  const pixels = dimensionsIn(head)
  if (pixels !== null || size <= head.length) return pixels
  return dimensionsIn(await readHead(file, Math.min(LONG_HEAD_BYTES, size)))
}

function troubled(id: string, path: string, problem: AppError): FileFacts {
  const mimetype = chooseMimetype(null, path)
  return {
    id,
    kind: mimetype === UNKNOWN_TYPE ? 'other' : toFileKind(mimetype),
    mimetype,
    width: null,
    height: null,
    durationMs: null,
    picture: false,
    warnings: [],
    problem,
  }
}
