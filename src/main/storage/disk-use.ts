import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskUse } from '#shared/model/disk-use.ts'

/** Where each kind lies in the data folder. */
const PLACES: Readonly<Record<keyof DiskUse, readonly string[]>> = {
  history: ['journal.db', 'journal.db-wal'],
  results: ['bodies'],
  keptFiles: ['files'],
  pictures: ['thumbnails'],
  facts: ['facts.db', 'facts.db-wal', 'words.db', 'words.db-wal', 'paths.db', 'paths.db-wal'],
}

/** How many bytes of each kind lie in the data folder. What cannot be read counts as nothing. */
export async function measureDiskUse(folder: string): Promise<DiskUse> {
  const measure = async (kind: keyof DiskUse): Promise<number> => {
    let bytes = 0
    for (const place of PLACES[kind]) bytes += await measurePlace(join(folder, place))
    return bytes
  }
  return {
    history: await measure('history'),
    results: await measure('results'),
    keptFiles: await measure('keptFiles'),
    pictures: await measure('pictures'),
    facts: await measure('facts'),
  }
}

async function measurePlace(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found === null) return 0
  if (!found.isDirectory()) return found.size
  let bytes = 0
  for (const name of await readdir(path).catch(() => [])) bytes += await measurePlace(join(path, name))
  return bytes
}
