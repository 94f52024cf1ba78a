import { open, stat } from 'node:fs/promises'
import pLimit from 'p-limit'
import { hashFile, hashFileEdges } from '#main/lib/hash-file.ts'
import type { RegisteredFile } from './registry.ts'

/** Files read at once: reading more would only slow a hard disk. */
const MAX_FILES_READ_AT_ONCE = 2

interface Named extends RegisteredFile {
  readonly id: string
}

/**
 * Files of the same path or the same bytes: for each such file the id of the first, in the order given. Only files of
 * equal size are read, whole only those whose first and last 64 kB are equal. A file that cannot be read equals no other.
 */
export async function sameFiles(
  files: readonly Named[],
): Promise<readonly { readonly id: string; readonly first: string }[]> {
  const edged = await keyed(
    groups(files, ({ size }) => String(size)),
    readEdges,
  )
  const whole = await keyed(
    groups(edged.keys().toArray(), (file) => edged.get(file) ?? ''),
    ({ path }) => hashFile(path),
  )
  const firsts = new Map<string, string>()
  return files.flatMap((file) => {
    const key = whole.get(file) ?? file.path
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, file.id)
    return first === undefined ? [] : [{ id: file.id, first }]
  })
}

/** The files that have the key of a file at another path: only these have to be read. */
function groups(files: readonly Named[], keyOf: (file: Named) => string): readonly Named[] {
  const pathsByKey = new Map<string, Set<string>>()
  for (const file of files) {
    const paths = pathsByKey.get(keyOf(file)) ?? new Set()
    pathsByKey.set(keyOf(file), paths.add(file.path))
  }
  return files.filter((file) => (pathsByKey.get(keyOf(file))?.size ?? 0) > 1)
}

/** A key for each file by its bytes; each path is read once. */
async function keyed(
  files: readonly Named[],
  read: (file: Named) => Promise<string>,
): Promise<Map<Named, string>> {
  const byPath = Map.groupBy(files, ({ path }) => path)
  const keys = new Map<Named, string>()
  await pLimit(MAX_FILES_READ_AT_ONCE).map(byPath.values(), async (group) => {
    const [one] = group
    const key = one === undefined ? null : await read(one).catch(() => null)
    if (key !== null) for (const file of group) keys.set(file, key)
  })
  return keys
}

/** The size and the hash of both ends. Files that differ in it are different; files that agree in it may still differ. */
async function readEdges({ path, size }: Named): Promise<string> {
  // A named pipe in the place of the file would never answer.
  if (!(await stat(path)).isFile()) throw new Error('no file any more')
  const file = await open(path)
  try {
    const hash = await hashFileEdges(size, async (buffer, position) => {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
      return bytesRead === buffer.length ? null : 'too short'
    })
    if (!hash.ok) throw new Error(hash.error)
    return `${size} ${hash.data}`
  } finally {
    await file.close()
  }
}
