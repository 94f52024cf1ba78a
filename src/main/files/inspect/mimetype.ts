import { open } from 'node:fs/promises'
import { readHead } from './head.ts'
import { typeInside } from './inspect.ts'
import { chooseMimetype } from './kinds.ts'

/** Bytes that are enough to know the kind of nearly every file. */
const HEAD_BYTES = 4100

/** The media type of a local file: by its first bytes, or else by its name, also when it cannot be read. */
export async function detectMimetype(path: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      return chooseMimetype(await typeInside(await readHead(file, HEAD_BYTES)), path)
    } finally {
      await file.close()
    }
  } catch {
    return chooseMimetype(null, path)
  }
}
