import { open } from 'node:fs/promises'
import { headOf } from './head.ts'
import { typeInside } from './inspect.ts'
import { typeOf } from './kinds.ts'

/** Enough for the kind of nearly everything. */
const HEAD_BYTES = 4100

/** What a local file holds: by its first bytes, else by its name (also when it cannot be read). */
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
