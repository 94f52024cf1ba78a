import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { appError } from '#shared/errors/catalogue.ts'
import type { BodyInfo } from '#shared/model/job.ts'
import type { StoredBody } from './journal/journal.ts'

/** Bodies up to this many bytes are kept in the database, larger ones as files. */
export const MAX_INLINE_BODY_BYTES = 256 * 1024

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
  const staged = stageBody(folder, jobId, bytes)
  let step = staged.next()
  while (step.done !== true) step = staged.next()
  step.value.keep()
}

/** A body that is written, and not yet the one of its job. */
interface StagedBody {
  /** Lowercase hex SHA-256. */
  readonly sha256: string
  /** Makes it the body of its job. */
  keep(): void
  discard(): void
}

/** A step takes some 10 ms. */
const STEP_BYTES = 4 * 1024 * 1024
/** Temporary files of bodies that are not yet those of their jobs. */
const stagedFiles = new Set<string>()

/** Writes and hashes a body beside the place where it will lie, step by step. */
export function* stageBody(
  folder: string,
  jobId: string,
  bytes: Uint8Array,
): Generator<void, StagedBody, void> {
  const path = toBodyPath(folder, jobId)
  const directory = dirname(path)
  const made = mkdirSync(directory, { recursive: true })
  // What an earlier try left is overwritten. A second body that comes meanwhile has a name of its own.
  const temporary = stagedFiles.has(`${path}.tmp`) ? `${path}.${randomUUID()}.tmp` : `${path}.tmp`
  const hash = createHash('sha256')
  const file = openSync(temporary, 'w')
  stagedFiles.add(temporary)
  try {
    for (let at = 0; at < bytes.length;) {
      if (at > 0) yield
      const step = bytes.subarray(at, at + STEP_BYTES)
      hash.update(step)
      for (let written = 0; written < step.length;) written += writeSync(file, step, written)
      // One sync of everything at the end would take as long as all of the steps.
      fsyncSync(file)
      at += step.length
    }
  } catch (cause) {
    stagedFiles.delete(temporary)
    throw cause
  } finally {
    closeSync(file)
  }
  return {
    sha256: hash.digest('hex'),
    keep() {
      stagedFiles.delete(temporary)
      renameSync(temporary, path)
      syncDirectory(directory)
      if (made === undefined) return
      syncDirectory(dirname(directory))
      syncDirectory(folder)
    },
    discard() {
      stagedFiles.delete(temporary)
      rmSync(temporary, { force: true })
    },
  }
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

/** Whether bytes are those that were received. */
export const isIntactBody = (info: BodyInfo, bytes: Uint8Array): boolean =>
  info.bytes === bytes.length && createHash('sha256').update(bytes).digest('hex') === info.sha256

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
