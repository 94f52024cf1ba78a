import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkIdAsFileName } from './bodies.ts'
import type { StoredOutputFile } from './journal/journal.ts'

/**
 * Where an output file is kept: `files/<last two characters of the id>/<id>/<hash of its pointer>`. Nothing
 * in the name comes from the service, so that no name can lead out of the folder.
 */
export function toOutputFilePath(folder: string, jobId: string, pointer: string): string {
  const name = createHash('sha256').update(pointer).digest('hex').slice(0, 32)
  return join(toOutputFolder(folder, jobId), name)
}

/** The folder of the kept output files of a job. */
export const toOutputFolder = (folder: string, jobId: string): string =>
  join(folder, 'files', jobId.slice(-2), checkIdAsFileName(jobId))

/**
 * Writes an output file as its bytes arrive, so that after a power loss it is there complete or not at all. Rejects with the
 * error of the stream or the file system; then nothing of the file stays.
 */
export async function writeOutputFile(
  folder: string,
  jobId: string,
  pointer: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Pick<StoredOutputFile, 'bytes' | 'sha256'>> {
  const path = toOutputFilePath(folder, jobId, pointer)
  const directory = dirname(path)
  await mkdir(directory, { recursive: true })
  const temporary = `${path}.tmp`
  try {
    const written = await writeAndHash(temporary, bytes)
    await rename(temporary, path)
    for (const made of [directory, dirname(directory), join(folder, 'files'), folder])
      await syncDirectory(made)
    return written
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
}

async function writeAndHash(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Pick<StoredOutputFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256')
  let length = 0
  // A new file is created, so that a link in its place is not followed; the rest of a failed write is removed first.
  await rm(path, { force: true })
  const file = await open(path, 'wx')
  try {
    for await (const chunk of bytes) {
      await file.writeFile(chunk)
      hash.update(chunk)
      length += chunk.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes: length, sha256: hash.digest('hex') }
}

// A rename is durable only once its directory is; Windows cannot (and need not) sync one.
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
