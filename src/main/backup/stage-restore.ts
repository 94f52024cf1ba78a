import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { extract, type Entry } from 'tar-stream'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { LATEST_VERSION } from '#main/storage/journal/migrations/migrate.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatCounted } from '#shared/format/count.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import {
  BACKUP_FORMAT,
  CONTENTS_NAME,
  contentsSchema,
  isBackupName,
  JOURNAL_NAME,
  MANIFEST_NAME,
  manifestSchema,
  type BackupEntry,
} from './contents.ts'
import { markStaged, stagingFolder } from './finish-restore.ts'
import { RefusedBackup } from './refused-backup.ts'
import { settleStagedJournal, type StagedJournal } from './staged-journal.ts'
import { toBackupError } from './write-backup.ts'

export interface RestoreOptions {
  /** The data folder, whose lease the caller holds. */
  readonly folder: string
  readonly file: string
  readonly signal?: AbortSignal
  /** How many bytes of the backup are read, of how many. */
  readonly onProgress?: (bytes: number, of: number) => void
}

/** What a backup brings. */
export interface RestoreReport extends StagedJournal {
  readonly files: number
}

/** Of the first entry, and of the list at the end: more is none of ours. */
const MAX_MANIFEST_BYTES = 64 * 1024
const MAX_CONTENTS_BYTES = 256 * 1024 * 1024

/**
 * Reads a backup into a folder of its own within the data folder and checks all of it; `finishRestore` then puts it in place. A
 * refusal leaves the data folder as it was.
 */
export async function stageRestore(options: RestoreOptions): Promise<Result<RestoreReport>> {
  const { folder } = options
  const staging = stagingFolder(folder)
  try {
    const jobs = countJobs(folder)
    if (jobs > 0) return fail(appError('backup.notEmpty', { jobs: formatCounted(jobs, 'job', 'jobs') }))
    await rm(staging, { recursive: true, force: true })
    await mkdir(staging, { recursive: true, mode: 0o700 })
    const files = await extractBackup(options, staging)
    const journal = settleStagedJournal(join(staging, JOURNAL_NAME))
    await markStaged(folder)
    return ok({ files, ...journal })
  } catch (cause) {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined)
    return fail(cause instanceof RefusedBackup ? cause.error : toBackupError(cause))
  }
}

const damaged = (name: string): RefusedBackup => new RefusedBackup(appError('backup.damaged', { name }))

function countJobs(folder: string): number {
  if (!existsSync(journalFile(folder))) return 0
  const db = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
  try {
    return Number(db.prepare('SELECT count(*) AS jobs FROM jobs').get()?.['jobs'] ?? 0)
  } finally {
    db.close()
  }
}

/** Answers with the number of files. Throws `RefusedBackup`, or the error of the file system. */
async function extractBackup(
  { folder, file, signal, onProgress = () => undefined }: RestoreOptions,
  staging: string,
): Promise<number> {
  const { size } = await stat(file)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < size) throw new RefusedBackup(appError('journal.diskFull'))
  const archive = extract()
  let read = 0
  const source = createReadStream(file)
  source.on('data', (chunk) => onProgress((read += chunk.length), size))
  // Its failure is looked at once the entries are: both of them end with it.
  const reading = pipeline(source, archive, { signal }).then(
    () => null,
    (cause: unknown) => cause,
  )
  const found = new FoundEntries()
  try {
    for await (const entry of archive) await found.take(entry, staging)
  } catch (cause) {
    source.destroy()
    const first = await reading
    throw isOfTar(cause) && first !== null && !isOfTar(first) ? first : toRefusal(cause, found)
  }
  const failure = await reading
  if (failure !== null) throw toRefusal(failure, found)
  found.check()
  return found.files
}

/** Neither our own refusal, nor a word of the file system, nor that it was stopped. */
const isOfTar = (cause: unknown): boolean =>
  cause instanceof Error &&
  !(cause instanceof RefusedBackup) &&
  !('syscall' in cause) &&
  cause.name !== 'AbortError'

/** What no reader of archives understands was cut, or is something else altogether. */
const toRefusal = (cause: unknown, { isOurs }: FoundEntries): unknown =>
  isOfTar(cause) ? new RefusedBackup(appError(isOurs ? 'backup.cut' : 'backup.foreign')) : cause

/** The entries of a backup in the order in which they come. */
class FoundEntries {
  isOurs = false
  readonly #found = new Map<string, BackupEntry>()
  #listed: readonly BackupEntry[] | null = null

  get files(): number {
    return this.#found.size
  }

  async take(entry: Entry, staging: string): Promise<void> {
    const { name, type, size = 0 } = entry.header
    if (!this.isOurs) {
      checkManifest(name === MANIFEST_NAME ? await readText(entry, MAX_MANIFEST_BYTES) : '')
      this.isOurs = true
    } else if (name === CONTENTS_NAME) this.#listed = readContents(await readText(entry, MAX_CONTENTS_BYTES))
    else if (type !== 'file' || !isBackupName(name) || this.#found.has(name)) throw damaged(name)
    else this.#found.set(name, { name, bytes: size, sha256: await write(entry, join(staging, name)) })
  }

  /** Everything that the list names was found as it says, and nothing else. */
  check(): void {
    if (!this.isOurs) throw new RefusedBackup(appError('backup.foreign'))
    if (this.#listed === null) throw new RefusedBackup(appError('backup.cut'))
    for (const { name, bytes, sha256 } of this.#listed) {
      const found = this.#found.get(name)
      if (found?.bytes !== bytes || found.sha256 !== sha256) throw damaged(name)
    }
    const listed = new Set(this.#listed.map(({ name }) => name))
    for (const name of this.#found.keys()) if (!listed.has(name)) throw damaged(name)
    if (!listed.has(JOURNAL_NAME)) throw damaged(JOURNAL_NAME)
  }
}

function checkManifest(text: string): void {
  const manifest = manifestSchema.safeParse(parseJson(text))
  if (!manifest.success) throw new RefusedBackup(appError('backup.foreign'))
  const { format, journal } = manifest.data
  if (format > BACKUP_FORMAT || journal > LATEST_VERSION) throw new RefusedBackup(appError('backup.newer'))
}

function readContents(text: string): readonly BackupEntry[] {
  const contents = contentsSchema.safeParse(parseJson(text))
  if (!contents.success) throw damaged(CONTENTS_NAME)
  return contents.data.files
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function readText(entry: Entry, most: number): Promise<string> {
  if ((entry.header.size ?? 0) > most) throw damaged(entry.header.name)
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Answers with the hash of what was written. */
async function write(entry: Entry, path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  await pipeline(
    entry,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  )
  return hash.digest('hex')
}
