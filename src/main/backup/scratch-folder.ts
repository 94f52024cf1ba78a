import { readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'

/** No folder of a person is called so. */
const SCRATCH_PREFIX = 'unfinished-backup-'
/** The command line writes a backup without the lease: a folder that is younger may be at work. */
const MAX_SCRATCH_AGE_MS = 24 * 3_600_000

/** Makes the folder where a backup puts its copy of the journal. */
export const makeScratchFolder = (folder: string): Promise<string> => mkdtemp(join(folder, SCRATCH_PREFIX))

/** Removes what backups that were killed have left. What cannot be removed now is tried again the next time. */
export function removeLeftScratch(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(SCRATCH_PREFIX)) continue
    const path = join(folder, name)
    try {
      if (now - statSync(path).mtimeMs > MAX_SCRATCH_AGE_MS) rmSync(path, { recursive: true, force: true })
    } catch {
      continue
    }
  }
}
