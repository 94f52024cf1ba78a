import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file that is made from the journal, and can be made again. */
export type DerivedName = FollowedName | 'paths'
/** What every result says, in the same way. */
export type FollowedName = 'facts' | 'words'

export const FOLLOWED_NAMES: readonly FollowedName[] = ['facts', 'words']
export const DERIVED_NAMES: readonly DerivedName[] = [...FOLLOWED_NAMES, 'paths']

export const derivedFile = (folder: string, name: DerivedName): string => join(folder, `${name}.db`)

/** Made by whoever finds damage: the file is made again, and nobody opens it before. */
const damageMarker = (folder: string, name: DerivedName): string => join(folder, `${name}.damaged`)

/** Says that the file is damaged. Where that cannot be written, whoever opens the file next finds the damage again. */
export function markDamaged(folder: string, name: DerivedName): void {
  try {
    writeFileSync(damageMarker(folder, name), '')
  } catch {
    return
  }
}

export const isMarkedDamaged = (folder: string, name: DerivedName): boolean =>
  statSync(damageMarker(folder, name), { throwIfNoEntry: false }) !== undefined

/** Removes the file and, last, the marker. Throws what the file system says, on Windows also when somebody has it open. */
export function removeDerivedFile(folder: string, name: DerivedName): void {
  const file = derivedFile(folder, name)
  for (const ending of ['-wal', '-shm', '']) rmSync(`${file}${ending}`, { force: true })
  rmSync(damageMarker(folder, name), { force: true })
}

/** Which file lies at the place: another one after it was made again. Null where there is none. */
export function identifyDerivedFile(folder: string, name: DerivedName): string | null {
  const found = statSync(derivedFile(folder, name), { throwIfNoEntry: false, bigint: true })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}
