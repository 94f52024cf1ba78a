import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { inParallel } from './walk/in-parallel.ts'
import type { RegisteredFile } from './registry.ts'

/** Files read at once: more would only make a disk seek. */
const AT_ONCE = 2
const EDGE = 64 * 1024

interface Named extends RegisteredFile {
  readonly id: string
}

/**
 * Files of the same path or the same bytes: for each such file the id of the first, in the order given. Only files of
 * equal size are read, whole only those whose first and last 64 kB are equal. What cannot be read is like no other.
 */
export async function sameFiles(
  files: readonly Named[],
): Promise<readonly { readonly id: string; readonly first: string }[]> {
  const edged = await keyed(
    groups(files, ({ size }) => String(size)),
    edgesOf,
  )
  const whole = await keyed(
    groups(edged.keys().toArray(), (file) => edged.get(file) ?? ''),
    hashOf,
  )
  const firsts = new Map<string, string>()
  return files.flatMap((file) => {
    const key = whole.get(file) ?? file.path
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, file.id)
    return first === undefined ? [] : [{ id: file.id, first }]
  })
}

/** The files that share their key with a file of another path: only they have to be read. */
function groups(files: readonly Named[], keyOf: (file: Named) => string): readonly Named[] {
  const pathsByKey = new Map<string, Set<string>>()
  for (const file of files) {
    const paths = pathsByKey.get(keyOf(file)) ?? new Set()
    pathsByKey.set(keyOf(file), paths.add(file.path))
  }
  return files.filter((file) => (pathsByKey.get(keyOf(file))?.size ?? 0) > 1)
}

/** A key of each file by its bytes, read once a path. */
async function keyed(
  files: readonly Named[],
  read: (file: Named) => Promise<string>,
): Promise<Map<Named, string>> {
  const byPath = Map.groupBy(files, ({ path }) => path)
  const keys = new Map<Named, string>()
  await inParallel(byPath.values().toArray(), AT_ONCE, async (group) => {
    const [one] = group
    const key = one === undefined ? null : await read(one).catch(() => null)
    if (key !== null) for (const file of group) keys.set(file, key)
  })
  return keys
}

async function edgesOf({ path, size }: Named): Promise<string> {
  // A pipe that took the file's place would be waited for without end.
  if (!(await stat(path)).isFile()) throw new Error('no file any more')
  const file = await open(path)
  try {
    const hash = createHash('sha256')
    const buffer = new Uint8Array(EDGE)
    for (const at of [0, Math.max(0, size - EDGE)]) {
      const { bytesRead } = await file.read(buffer, 0, EDGE, at)
      hash.update(buffer.subarray(0, bytesRead))
    }
    return `${size} ${hash.digest('hex')}`
  } finally {
    await file.close()
  }
}

async function hashOf({ path }: Named): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Uint8Array)
  }
  return hash.digest('hex')
}
