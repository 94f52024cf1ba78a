import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toStorageError } from './journal/storage-failure.ts'

const ownerSchema = z.object({
  kind: z.enum(['app', 'cli']),
  pid: z.number(),
  /** Unix ms. */
  since: z.number(),
})
/** Who writes to a data folder. */
export type LeaseOwner = z.infer<typeof ownerSchema>

export interface Lease {
  /** Releases the folder. A second call does nothing. */
  release(): void
}

const SQLITE_BUSY = 5

// By `statfs`: NFS, SMB/CIFS (three generations), AFS, Coda, NCP, Ceph, 9P shares.
const NETWORK_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x5346414f, 0x73757245, 0x564c, 0x00c36400,
])

// Keeps the databases reachable: one that is garbage-collected loses its lock.
const heldLocks = new Set<DatabaseSync>()

/**
 * Takes the one write lease of a data folder: a lock of the operating system on `lock.db`. It ends with the process that
 * holds it, however that ends. Errors: `journal.locked`, `journal.networkFolder`, `journal.unwritable`, `journal.diskFull`.
 */
export function acquireLease(folder: string, owner: LeaseOwner): Result<Lease> {
  let db: DatabaseSync | null = null
  try {
    mkdirSync(folder, { recursive: true })
    if (isNetworkFileSystem(statfsSync(folder).type)) return fail(appError('journal.networkFolder'))
    // This process must not open lock.db in any other way: closing a file drops the process's locks on it (POSIX).
    db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
    db.exec('PRAGMA journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
    writeFileSync(toOwnerFile(folder), JSON.stringify(owner))
    heldLocks.add(db)
    return ok(createLease(db, folder))
  } catch (cause) {
    db?.close()
    return fail(toLeaseError(cause, folder))
  }
}

/** Linux only: elsewhere `statfs` does not name the file system. A share mounted by FUSE (sshfs) looks like any FUSE and is accepted. */
export function isNetworkFileSystem(type: number, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'linux' && NETWORK_FILE_SYSTEMS.has(type)
}

const toOwnerFile = (folder: string): string => join(folder, 'lock.json')

function createLease(db: DatabaseSync, folder: string): Lease {
  return {
    release: () => {
      if (!heldLocks.delete(db)) return
      rmSync(toOwnerFile(folder), { force: true })
      db.close()
    },
  }
}

function toLeaseError(cause: unknown, folder: string): AppError {
  const busy = cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY
  if (busy) return appError('journal.locked', { owner: describeOwner(folder) })
  const error = toStorageError(cause)
  if (error === null) throw cause
  return error
}

/** The owner in words. Another process may be writing the file just now, so that it cannot be read. */
function describeOwner(folder: string): string {
  try {
    const owner = ownerSchema.parse(JSON.parse(readFileSync(toOwnerFile(folder), 'utf8')))
    const name = owner.kind === 'app' ? 'Flowbench' : 'the Flowbench command line'
    return `${name} (process ${owner.pid}, since ${new Date(owner.since).toISOString()})`
  } catch {
    return 'another Flowbench'
  }
}
