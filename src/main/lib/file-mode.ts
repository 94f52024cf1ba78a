import { chmod } from 'node:fs/promises'

/** The file mode mask of the person's system; null until our own files are made private. */
let usualMask: number | null = null

/** From now on, only the person can read the files that this process creates. Call it once, at the start, not in a thread. */
export function makeNewFilesPrivate(): void {
  usualMask ??= process.umask(0o077)
}

/** Gives a file that the person saved the usual mode of new files on their system. */
export async function giveUsualMode(path: string): Promise<void> {
  if (usualMask !== null && process.platform !== 'win32') await chmod(path, 0o666 & ~usualMask)
}
