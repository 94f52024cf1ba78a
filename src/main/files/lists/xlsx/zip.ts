import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'

/** One file within an archive (APPNOTE 6.3, sizes in bytes). */
interface Entry {
  readonly method: number
  readonly crc: number
  readonly compressed: number
  /** Where its local header stands. */
  readonly offset: number
}

/** An archive, read where it is asked: its directory now, an entry when it is opened. */
export interface Zip {
  /** The bytes of an entry, inflated as they are taken; null when there is none of that name. Throws when damaged. */
  open(name: string): AsyncGenerator<Uint8Array> | null
}

const [END, END_64, PLACE_64, CENTRAL, LOCAL] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50, 0x04034b50]
/** The end record, and the longest comment behind it. */
const LONGEST_END = 22 + 0xffff
const LARGEST_DIRECTORY = 64 * 1024 * 1024
const CHUNK = 64 * 1024

const damaged = (): Error => new Error('the archive is damaged')

/** Reads the directory of an archive of `size` bytes. Throws when it is none. */
export async function openZip(file: FileHandle, size: number): Promise<Zip> {
  const { at, length } = await directoryOf(file, size)
  if (length > LARGEST_DIRECTORY) throw damaged()
  const entries = entriesIn(await read(file, at, length))
  return {
    open(name) {
      const entry = entries.get(name)
      return entry === undefined ? null : bytesOf(file, entry)
    },
  }
}

async function directoryOf(
  file: FileHandle,
  size: number,
): Promise<{ readonly at: number; readonly length: number }> {
  const from = Math.max(0, size - LONGEST_END)
  const tail = await read(file, from, size - from)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1
  if (end < 0) throw damaged()
  const plain = { at: tail.readUInt32LE(end + 16), length: tail.readUInt32LE(end + 12) }
  if (plain.at !== 0xffff_ffff && plain.length !== 0xffff_ffff) return plain
  const place = end - 20
  if (place < 0 || tail.readUInt32LE(place) !== PLACE_64) throw damaged()
  const long = await read(file, Number(tail.readBigUInt64LE(place + 8)), 56)
  if (long.readUInt32LE(0) !== END_64) throw damaged()
  return { at: Number(long.readBigUInt64LE(48)), length: Number(long.readBigUInt64LE(40)) }
}

function entriesIn(directory: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === CENTRAL;) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30)
    const name = directory.toString('utf8', at + 46, nameEnd)
    const size = directory.readUInt32LE(at + 24)
    const said = { compressed: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) }
    entries.set(name, {
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      ...longSizes(directory.subarray(nameEnd, extraEnd), size, said),
    })
    at = extraEnd + directory.readUInt16LE(at + 32)
  }
  return entries
}

type Sizes = Pick<Entry, 'compressed' | 'offset'>

/** What does not fit into 32 bits stands in the extra field 1: size, compressed size, offset, each only if needed. */
function longSizes(extra: Buffer, size: number, { compressed, offset }: Sizes): Sizes {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2)
  let next = at + 4 + (size === 0xffff_ffff ? 8 : 0)
  const long = (value: number): number => {
    if (value !== 0xffff_ffff) return value
    if (next + 8 > extra.length) throw damaged()
    next += 8
    return Number(extra.readBigUInt64LE(next - 8))
  }
  return { compressed: long(compressed), offset: long(offset) }
}

async function* bytesOf(file: FileHandle, entry: Entry): AsyncGenerator<Uint8Array> {
  const header = await read(file, entry.offset, 30)
  if (header.readUInt32LE(0) !== LOCAL) throw damaged()
  const from = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const raw = chunks(file, from, entry.compressed)
  let crc = 0
  for await (const chunk of entry.method === 0 ? raw : inflated(raw, entry.method)) {
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (crc !== entry.crc) throw damaged()
}

function inflated(raw: AsyncIterable<Uint8Array>, method: number): AsyncIterable<Uint8Array> {
  if (method !== 8) throw damaged()
  // The error of either comes out of the iteration; who stops early ends both.
  return pipeline(Readable.from(raw, { objectMode: false }), createInflateRaw(), () => undefined)
}

async function* chunks(file: FileHandle, from: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length;) {
    const chunk = await read(file, from + done, Math.min(CHUNK, length - done))
    done += chunk.length
    yield chunk
  }
}

/** Exactly so many bytes. */
async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done)
    if (bytesRead === 0) throw damaged()
    done += bytesRead
  }
  return buffer
}
