import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { appError } from '#shared/errors/catalogue.ts'
import { formatCounted } from '#shared/format/count.ts'
import type { RestoreReport } from '#shared/model/backup.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { RefusedBackup, toBackupError } from './backup-error.ts'
import { JOURNAL_NAME } from './contents.ts'
import { markStaged, stagingFolder } from './finish-restore.ts'
import { readBackup } from './read-backup.ts'
import { countJobs, settleStagedJournal } from './staged-journal.ts'

export interface RestoreOptions {
  /** The data folder, whose lease the caller holds. */
  readonly folder: string
  readonly file: string
  readonly signal?: AbortSignal
  /** How many bytes of the backup are read, of how many. */
  readonly onProgress?: (bytes: number, total: number) => void
}

/**
 * Reads a backup into a folder of its own within the data folder and checks all of it; `finishRestore` then puts it in place. A
 * refusal leaves the data folder as it was.
 */
export async function stageRestore(options: RestoreOptions): Promise<Result<RestoreReport>> {
  const { folder, file, signal, onProgress } = options
  const staging = stagingFolder(folder)
  try {
    const jobs = countJobs(folder)
    if (jobs > 0) return fail(appError('backup.notEmpty', { jobs: formatCounted(jobs, 'job', 'jobs') }))
    await rm(staging, { recursive: true, force: true })
    await mkdir(staging, { recursive: true, mode: 0o700 })
    await checkRoom(folder, file)
    const openTarget = (name: string): Promise<Writable> => openStaged(join(staging, name))
    const files = await readBackup({ file, openTarget, signal, onProgress })
    const report = { files, ...settleStagedJournal(join(staging, JOURNAL_NAME)) }
    await markStaged(folder, report)
    return ok(report)
  } catch (cause) {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined)
    return fail(toBackupError(cause))
  }
}

async function checkRoom(folder: string, file: string): Promise<void> {
  const { size } = await stat(file)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < size) throw new RefusedBackup(appError('backup.diskFull'))
}

async function openStaged(path: string): Promise<Writable> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
}
