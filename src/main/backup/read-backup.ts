import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Entry } from 'tar-stream'
import { LATEST_VERSION } from '#main/storage/journal/migrations/migrate.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { isOfSystem, RefusedBackup } from './backup-error.ts'
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

export interface ReadOptions {
  readonly file: string
  /** Where the content of a file of the backup goes. */
  readonly openTarget: (name: string) => Promise<Writable>
  readonly signal?: AbortSignal | undefined
  /** How many bytes of the backup are read, of how many. */
  readonly onProgress?: ((bytes: number, total: number) => void) | undefined
}

/** Takes everything and keeps nothing. */
export const openNowhere = async (): Promise<Writable> =>
  new Writable({ write: (_chunk, _encoding, done) => done() })

/** Of the first entry, and of the list at the end: more is none of ours. */
const MAX_MANIFEST_BYTES = 64 * 1024
const MAX_CONTENTS_BYTES = 256 * 1024 * 1024

const damaged = (name: string): RefusedBackup => new RefusedBackup(appError('backup.damaged', { name }))

/**
 * Reads a backup to its end and checks every file against the list there. Answers with the number of files. Throws `RefusedBackup`, or
 * the error of the file system.
 */
export async function readBackup({ file, openTarget, signal, onProgress }: ReadOptions): Promise<number> {
  const { size } = await stat(file)
  const archive = extract()
  let read = 0
  const source = createReadStream(file)
  source.on('data', (chunk) => onProgress?.((read += chunk.length), size))
  // Its failure is looked at once the entries are: both of them end with it.
  const reading = pipeline(source, archive, { signal }).then(
    () => null,
    (cause: unknown) => cause,
  )
  const found = new FoundEntries()
  try {
    for await (const entry of archive) await found.take(entry, openTarget)
  } catch (cause) {
    source.destroy()
    const first = await reading
    throw !isOfSystem(cause) && isOfSystem(first) ? first : toRefusal(cause, found)
  }
  const failure = await reading
  if (failure !== null) throw toRefusal(failure, found)
  found.check()
  return found.files
}

/** What no reader of archives understands was cut, or is something else altogether. */
const toRefusal = (cause: unknown, { isOurs }: FoundEntries): unknown =>
  cause instanceof Error && !(cause instanceof RefusedBackup) && !isOfSystem(cause)
    ? new RefusedBackup(appError(isOurs ? 'backup.cut' : 'backup.foreign'))
    : cause

/** The entries of a backup in the order in which they come. */
class FoundEntries {
  isOurs = false
  readonly #found = new Map<string, BackupEntry>()
  #listed: readonly BackupEntry[] | null = null

  get files(): number {
    return this.#found.size
  }

  async take(entry: Entry, openTarget: ReadOptions['openTarget']): Promise<void> {
    const { name, type, size = 0 } = entry.header
    if (!this.isOurs) {
      checkManifest(name === MANIFEST_NAME ? await readText(entry, MAX_MANIFEST_BYTES) : '')
      this.isOurs = true
    } else if (name === CONTENTS_NAME) this.#listed = readContents(await readText(entry, MAX_CONTENTS_BYTES))
    else if (type !== 'file' || !isBackupName(name) || this.#found.has(name)) throw damaged(name)
    else this.#found.set(name, { name, bytes: size, sha256: await copy(entry, await openTarget(name)) })
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

/** Answers with the hash of what was copied. */
async function copy(entry: Entry, target: Writable): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(
    entry,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    target,
  )
  return hash.digest('hex')
}
