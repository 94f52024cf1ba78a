import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { BodyFile } from '#main/lib/body-file.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { MAX_HELD_RESULT_BYTES } from '#shared/model/bounds.ts'
import type { BodyInfo } from '#shared/model/job.ts'
import type { StoredBody } from './journal/journal.ts'

/** Bodies up to this many bytes are kept in the database, larger ones as files. */
export const MAX_INLINE_BODY_BYTES = MAX_HELD_RESULT_BYTES

/** The path of the body of a job, when it is a file: `bodies/<last two characters of the id>/<id>.body`. */
export function toBodyPath(folder: string, jobId: string): string {
  return join(folder, 'bodies', jobId.slice(-2), `${checkIdAsFileName(jobId)}.body`)
}

/** Returns the id. Throws when, as a file name, it could lead out of the folder. */
export function checkIdAsFileName(id: string): string {
  if (!/^[\w-]{2,}$/.test(id)) throw new Error(`Not an id that can name a file: ${JSON.stringify(id)}`)
  return id
}

/** Writes a body so that after a power loss it is there complete or not at all. Throws the error of the file system. */
export function writeBody(folder: string, jobId: string, bytes: Uint8Array): void {
  const path = toBodyPath(folder, jobId)
  const made = makeFolder(path)
  const temporary = `${path}.tmp`
  const file = openSync(temporary, 'w')
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  moveIntoPlace(folder, path, temporary, made)
}

/**
 * Makes a file that is on the disk already the body of a job. Called again, when the commit of the first time failed, it finds
 * the file in its place. Throws the error of the file system.
 */
export function adoptBody(folder: string, jobId: string, { path: received, bytes }: BodyFile): void {
  const path = toBodyPath(folder, jobId)
  const isInPlace = !existsSync(received) && existsSync(path) && statSync(path).size === bytes
  if (!isInPlace) moveIntoPlace(folder, path, received, makeFolder(path))
}

/** Makes the folder of a file; true when it was not there. */
const makeFolder = (path: string): boolean => mkdirSync(dirname(path), { recursive: true }) !== undefined

/** A file is there after a power loss when its folder is, so a new one is synced, too. */
function moveIntoPlace(folder: string, path: string, from: string, isNewFolder: boolean): void {
  const directory = dirname(path)
  renameSync(from, path)
  syncDirectory(directory)
  if (!isNewFolder) return
  syncDirectory(dirname(directory))
  syncDirectory(folder)
}

// A rename is durable only once its directory is; Windows cannot (and need not) sync one.
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** The bytes of a kept result are not those that were received. */
export class BodyDamagedError extends Error {
  readonly error = appError('job.resultDamaged')
  constructor() {
    super(appError('job.resultDamaged').message)
  }
}

/**
 * Opens a kept result as a stream of its bytes, which ends with a `BodyDamagedError` when they are not those that were
 * received. Rejects (ENOENT) when its file is gone.
 */
export async function openBody(body: StoredBody): Promise<Readable> {
  const source = body.kind === 'inline' ? [body.bytes] : (await open(body.path)).createReadStream()
  return Readable.from(checked(body.info, source), { objectMode: false })
}

async function* checked(
  info: BodyInfo,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of source) {
    hash.update(chunk)
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
  if (hash.digest('hex') !== info.sha256) throw new BodyDamagedError()
}
