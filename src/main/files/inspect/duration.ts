import { MAX_FILM_READ_MS } from '#shared/model/bounds.ts'
import type { FileHandle } from 'node:fs/promises'
import { mp4Duration } from './mp4-duration.ts'

/** Films in the MP4 format. We read their movie header ourselves, since the library knows the length of their sound only. */
const IN_BOXES = new Set([
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'video/3gpp2',
  'video/x-m4v',
  'audio/mp4',
])

/** The length of a video or sound in ms, from its headers; null when they do not hold it. The media itself is not read. */
export function readDuration(
  path: string,
  file: FileHandle,
  size: number,
  mimetype: string,
): Promise<number | null> {
  return IN_BOXES.has(mimetype) ? mp4Duration(file, size) : parsedDuration(path)
}

async function parsedDuration(path: string): Promise<number | null> {
  const { parseFile } = await import('music-metadata')
  const options = { duration: false, skipCovers: true, skipPostHeaders: true, mkvUseIndex: true }
  const { promise: tooLong, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, MAX_FILM_READ_MS, null)
  const parsed = await Promise.race([parseFile(path, options), tooLong]).catch(() => null)
  clearTimeout(timer)
  const seconds = parsed?.format.duration
  return seconds === undefined || !Number.isFinite(seconds) || seconds <= 0
    ? null
    : Math.round(seconds * 1000)
}
