import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { DERIVED_NAMES, markDamaged } from '#main/storage/facts/facts-files.ts'
import type { RestoreReport } from '#shared/model/backup.ts'
import { JOURNAL_NAME, RESULT_FOLDERS, SETTINGS_NAMES } from './contents.ts'
import { countJobs } from './staged-journal.ts'

/** Where a backup lies until it is in place. */
export const stagingFolder = (folder: string): string => join(folder, 'restore')
/** It is there once the whole backup was read and checked. */
const toMark = (folder: string): string => join(stagingFolder(folder), 'complete')

export const markStaged = (folder: string, report: RestoreReport): Promise<void> =>
  writeFile(toMark(folder), JSON.stringify(report), { flush: true })

/** What became of a backup that was read: `overtaken` when jobs were run here since, whose history stays. */
export type FinishedRestore =
  | { readonly kind: 'restored'; readonly report: RestoreReport }
  | { readonly kind: 'overtaken' }

/**
 * Puts a backup that was read and checked in its place, before the journal is opened. Killed in between, it goes on the next time;
 * what was not read to its end is removed. Null: there is none. Throws the error of the file system.
 */
export function finishRestore(folder: string): FinishedRestore | null {
  const staging = stagingFolder(folder)
  const report = readReport(folder)
  const finished = report === null ? null : putInPlace(folder, staging, report)
  rmSync(staging, { recursive: true, force: true })
  return finished
}

function putInPlace(folder: string, staging: string, report: RestoreReport): FinishedRestore {
  // As long as its journal is not in place, the one that is there counts.
  const isJournalStaged = existsSync(join(staging, JOURNAL_NAME))
  if (isJournalStaged && countJobs(folder) > 0) return { kind: 'overtaken' }
  mergeConnections(folder, staging)
  for (const name of [...RESULT_FOLDERS, ...SETTINGS_NAMES]) moveIntoPlace(folder, staging, name)
  // The journal comes last: with it, the history is there.
  if (isJournalStaged)
    for (const ending of ['-wal', '-shm']) rmSync(join(folder, `${JOURNAL_NAME}${ending}`), { force: true })
  moveIntoPlace(folder, staging, JOURNAL_NAME)
  // They were made from the journal that was there before.
  for (const name of DERIVED_NAMES) markDamaged(folder, name)
  return { kind: 'restored', report }
}

const reportSchema = z.object({ files: z.number(), jobs: z.number(), stopped: z.number() })

/** Null without a mark, and with half of one: it was killed before anybody was told that the backup is read. */
function readReport(folder: string): RestoreReport | null {
  if (!existsSync(toMark(folder))) return null
  const text = readFileSync(toMark(folder), 'utf8')
  try {
    return reportSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
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
  if (here === null || here.connections.length === 0) return
  // What cannot be read would take the place of what is here.
  if (restored === null) return rmSync(added, { force: true })
  const known = new Set(here.connections.map(({ id }) => id))
  const others = here.version === restored.version ? restored.connections : []
  const connections = [...here.connections, ...others.filter(({ id }) => !known.has(id))]
  const whole = `${added}.part`
  writeFileSync(whole, JSON.stringify({ ...here, connections }, null, 2), { flush: true })
  renameSync(whole, added)
}

function readConnections(path: string): z.infer<typeof connectionsSchema> | null {
  try {
    return connectionsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
