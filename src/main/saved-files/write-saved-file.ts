import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { giveUsualMode } from '#main/lib/file-mode.ts'

/** What is being written ends so: no other program's files do. */
export const UNFINISHED_ENDING = '.flowbench-part'

/** Writes a file that appears under its name when it is complete. Rejects with the error of its bytes or of the file system. */
export async function writeSavedFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const temporary = path + UNFINISHED_ENDING
  const hash = createHash('sha256')
  let bytes = 0
  // What a killed saving left there goes; a link in its place is not followed.
  await rm(temporary, { force: true })
  try {
    const file = await open(temporary, 'wx')
    try {
      for await (const chunk of content) {
        signal.throwIfAborted()
        await file.writeFile(chunk)
        hash.update(chunk)
        bytes += chunk.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await giveUsualMode(path)
    return { bytes, sha256: hash.digest('hex') }
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw cause
  }
}
