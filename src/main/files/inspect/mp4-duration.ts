import { MAX_FILM_BOXES } from '#shared/model/bounds.ts'
import type { FileHandle } from 'node:fs/promises'

/** All bits set: the film is in fragments, and its header does not know the length. */
const [UNKNOWN_SHORT, UNKNOWN_LONG] = [0xffff_ffffn, 0xffff_ffff_ffff_ffffn]

interface Box {
  /** Where its data begins and ends in the file. */
  readonly from: number
  readonly to: number
}

/**
 * The length in ms of an MP4 or QuickTime film by its movie header (ISO 14496-12, `moov` › `mvhd`), at any place of the
 * file; null when the header does not hold it. Only the headers of boxes are read, never the media.
 */
export async function mp4Duration(file: FileHandle, size: number): Promise<number | null> {
  const movie = await findBox(file, 'moov', 0, size)
  const header = movie === null ? null : await findBox(file, 'mvhd', movie.from, movie.to)
  if (header === null) return null
  const bytes = await read(file, header.from, 32)
  if (bytes === null) return null
  const isLong = bytes.readUInt8(0) === 1
  const timescale = bytes.readUInt32BE(isLong ? 20 : 12)
  const duration = isLong ? bytes.readBigUInt64BE(24) : BigInt(bytes.readUInt32BE(16))
  const isUnknown = duration === 0n || duration === (isLong ? UNKNOWN_LONG : UNKNOWN_SHORT) || timescale === 0
  return isUnknown ? null : Math.round((Number(duration) / timescale) * 1000)
}

async function findBox(file: FileHandle, name: string, from: number, to: number): Promise<Box | null> {
  for (let at = from, count = 0; at + 8 <= to && count < MAX_FILM_BOXES; count += 1) {
    const head = await read(file, at, 16)
    if (head === null) return null
    const said = head.readUInt32BE(0)
    const data = said === 1 ? at + 16 : at + 8
    // 1 means that the length follows the name, in 64 bits; 0 means that the box reaches to the end.
    const length = said === 1 ? Number(head.readBigUInt64BE(8)) : said === 0 ? to - at : said
    if (at + length < data) return null
    const end = Math.min(to, at + length)
    if (head.toString('latin1', 4, 8) === name) return { from: data, to: end }
    at = end
  }
  return null
}

/** The bytes at a place, with zeros past the end of the file; null when there are none. */
async function read(file: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
  return bytesRead === 0 ? null : buffer
}
