import { chmod } from 'node:fs/promises'

/** What the person's system lets others do with a new file; null until our own files were made private. */
let usualMask: number | null = null

/** From now on what this process makes can be read by the person alone. Once, at the start; not in a thread. */
export function makeNewFilesPrivate(): void {
  usualMask ??= process.umask(0o077)
}

/** Gives a file that the person saved the mode that their system gives to new files. */
export async function giveUsualMode(path: string): Promise<void> {
  if (usualMask !== null && process.platform !== 'win32') await chmod(path, 0o666 & ~usualMask)
}
