import { open } from 'node:fs/promises'
import { headOf } from './head.ts'
import { typeInside } from './inspect.ts'
import { typeOf } from './kinds.ts'

/** Bytes that are enough to know the kind of nearly every file. */
const HEAD_BYTES = 4100

/** The media type of a local file: by its first bytes, or else by its name, also when it cannot be read. */
export async function mimetypeOf(path: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      return typeOf(await typeInside(await headOf(file, HEAD_BYTES)), path)
    } finally {
      await file.close()
    }
  } catch {
    return typeOf(null, path)
  }
}
