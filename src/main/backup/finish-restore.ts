import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { DERIVED_NAMES, markDamaged } from '#main/storage/facts/facts-files.ts'
import { JOURNAL_NAME, RESULT_FOLDERS, SETTINGS_NAMES } from './contents.ts'

/** Where a backup lies until it is in place. */
export const stagingFolder = (folder: string): string => join(folder, 'restore')
/** It is there once the whole backup was read and checked. */
const toMark = (folder: string): string => join(stagingFolder(folder), 'complete')

export const markStaged = (folder: string): Promise<void> => writeFile(toMark(folder), '', { flush: true })

/**
 * Puts a backup that was read and checked in its place, before the journal is opened. Killed in between, it goes on the next time;
 * what was not read to its end is removed. Throws the error of the file system.
 */
export function finishRestore(folder: string): void {
  const staging = stagingFolder(folder)
  if (existsSync(toMark(folder))) {
    mergeConnections(folder, staging)
    for (const name of [...RESULT_FOLDERS, ...SETTINGS_NAMES]) moveIntoPlace(folder, staging, name)
    // The journal comes last: with it, the history is there.
    if (existsSync(join(staging, JOURNAL_NAME)))
      for (const ending of ['-wal', '-shm']) rmSync(join(folder, `${JOURNAL_NAME}${ending}`), { force: true })
    moveIntoPlace(folder, staging, JOURNAL_NAME)
    // They were made from the journal that was there before.
    for (const name of DERIVED_NAMES) markDamaged(folder, name)
  }
  rmSync(staging, { recursive: true, force: true })
}

function moveIntoPlace(folder: string, staging: string, name: string): void {
  if (!existsSync(join(staging, name))) return
  rmSync(join(folder, name), { recursive: true, force: true })
  renameSync(join(staging, name), join(folder, name))
}

const connectionsSchema = z.looseObject({
  version: z.number(),
  connections: z.array(z.looseObject({ id: z.string() })),
})

/** Connections that are here already keep their secrets; those of the backup are added, and ask for theirs. */
function mergeConnections(folder: string, staging: string): void {
  const [path, added] = [join(folder, 'connections.json'), join(staging, 'connections.json')]
  const [here, restored] = [readConnections(path), readConnections(added)]
  if (here === null || here.connections.length === 0 || restored === null) return
  const known = new Set(here.connections.map(({ id }) => id))
  const others = here.version === restored.version ? restored.connections : []
  const connections = [...here.connections, ...others.filter(({ id }) => !known.has(id))]
  writeFileSync(added, JSON.stringify({ ...here, connections }, null, 2), { flush: true })
}

function readConnections(path: string): z.infer<typeof connectionsSchema> | null {
  try {
    return connectionsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
