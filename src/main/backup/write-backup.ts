import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { BackupProgress, BackupReport } from '#shared/model/backup.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import {
  BACKUP_FORMAT,
  CONTENTS_NAME,
  isBackupName,
  JOURNAL_NAME,
  MANIFEST_NAME,
  RESULT_FOLDERS,
  SETTINGS_NAMES,
  type BackupEntry,
  type BackupManifest,
} from './contents.ts'
import { isOfSystem, RefusedBackup, toBackupError } from './backup-error.ts'
import { openNowhere, readBackup } from './read-backup.ts'
import { makeScratchFolder, removeLeftScratch } from './scratch-folder.ts'
import { copyJournal, readConnectionsWithoutSecrets } from './snapshot.ts'

export interface BackupOptions {
  /** The data folder. It may be in use: the backup holds it as it was at one moment. */
  readonly folder: string
  /** Where the backup is written; under this name there is a whole one or none. */
  readonly file: string
  /** A file of this name may be replaced. */
  readonly replace: boolean
  /** Unix ms. */
  readonly now: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: BackupProgress) => void
}

/**
 * Writes history, settings (without secrets) and results as one file, a tar archive, which `restore` reads. It gets its name after it
 * was read back from the disk and found whole.
 */
export async function writeBackup(options: BackupOptions): Promise<Result<BackupReport>> {
  const { folder, file, replace } = options
  if (!existsSync(journalFile(folder))) return fail(appError('backup.nothing'))
  if (!replace && existsSync(file)) return fail(appError('backup.exists', { file }))
  const part = `${file}.part`
  let scratch: string | null = null
  try {
    removeLeftScratch(folder, options.now)
    scratch = await makeScratchFolder(folder)
    const report = await writeArchive(options, scratch, part)
    await checkArchive(options, part)
    await rename(part, file)
    return ok(report)
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined)
    return fail(toBackupError(cause))
  } finally {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true })
  }
}

async function writeArchive(
  { folder, now, signal, onProgress }: BackupOptions,
  scratch: string,
  part: string,
): Promise<BackupReport> {
  const journal = await copyJournal(folder, scratch)
  const manifest: BackupManifest = { flowbench: 'backup', format: BACKUP_FORMAT, journal, createdAt: now }
  const results = await findResultFiles(folder)
  const total = results.bytes + (await stat(join(scratch, JOURNAL_NAME))).size
  const archive = pack()
  const target = createWriteStream(part, { flags: 'w', mode: 0o600 })
  const written = pipeline(archive, target, { signal })
  const writer = new ArchiveWriter(archive, (bytes) => onProgress?.({ step: 'write', bytes, total }))
  try {
    await Promise.race([fillArchive(writer, { folder, scratch, manifest, names: results.names }), written])
    archive.finalize()
    await written
  } catch (cause) {
    archive.destroy()
    const failure = await written.catch((first: unknown) => first)
    // What fills the archive may notice only that it is gone.
    throw isOfSystem(failure) && !isOfSystem(cause) ? failure : cause
  }
  await syncFile(part)
  return { files: writer.entries.length, bytes: (await stat(part)).size }
}

/** A disk may take what it does not give back: better known now than when the backup is needed. */
async function checkArchive({ signal, onProgress }: BackupOptions, part: string): Promise<void> {
  try {
    await readBackup({
      file: part,
      openTarget: openNowhere,
      signal,
      onProgress: (bytes, total) => onProgress?.({ step: 'check', bytes, total }),
    })
  } catch (cause) {
    throw cause instanceof RefusedBackup ? new RefusedBackup(appError('backup.unsound')) : cause
  }
}

interface BackupParts {
  readonly folder: string
  readonly scratch: string
  readonly manifest: BackupManifest
  /** Of the files in the folders of results. */
  readonly names: readonly string[]
}

async function fillArchive(
  writer: ArchiveWriter,
  { folder, scratch, manifest, names }: BackupParts,
): Promise<void> {
  await writer.addText(MANIFEST_NAME, JSON.stringify(manifest))
  await writer.addFile(JOURNAL_NAME, join(scratch, JOURNAL_NAME))
  for (const name of SETTINGS_NAMES) {
    const text =
      name === 'connections.json' ? readConnectionsWithoutSecrets(folder) : await readText(join(folder, name))
    if (text !== null) await writer.addListed(name, text)
  }
  for (const name of names) await writer.addFile(name, join(folder, name))
  await writer.addText(CONTENTS_NAME, JSON.stringify({ files: writer.entries }))
}

const readText = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)

/** Results and kept files, by their names within the folder. What is only half written has another name. */
async function findResultFiles(
  folder: string,
): Promise<{ readonly names: string[]; readonly bytes: number }> {
  const names: string[] = []
  let bytes = 0
  for (const root of RESULT_FOLDERS) {
    for await (const name of walk(folder, root)) {
      names.push(name)
      bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0
    }
  }
  return { names, bytes }
}

async function* walk(folder: string, name: string): AsyncGenerator<string> {
  const entries = await readdir(join(folder, name), { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const inner = `${name}/${entry.name}`
    if (entry.isDirectory()) yield* walk(folder, inner)
    else if (entry.isFile() && isBackupName(inner)) yield inner
  }
}

/** Writes entries one after another, at the pace of the disk, and notes what they hold. */
class ArchiveWriter {
  readonly entries: BackupEntry[] = []
  readonly #archive: Pack
  readonly #onProgress: (bytes: number) => void
  #bytes = 0

  constructor(archive: Pack, onProgress: (bytes: number) => void) {
    this.#archive = archive
    this.#onProgress = onProgress
  }

  async addText(name: string, text: string): Promise<void> {
    await this.#add(name, Buffer.byteLength(text), Readable.from([Buffer.from(text)]))
  }

  async addListed(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    this.entries.push(await this.#add(name, bytes.length, Readable.from([bytes])))
  }

  /** A file that another program removed meanwhile is left out. */
  async addFile(name: string, path: string): Promise<void> {
    const found = await stat(path).catch(() => null)
    // A file that grows is read as far as it was: a tar entry says its size first.
    if (found === null) return
    const content = found.size === 0 ? Readable.from([]) : createReadStream(path, { end: found.size - 1 })
    this.entries.push(await this.#add(name, found.size, content))
  }

  async #add(name: string, size: number, content: Readable): Promise<BackupEntry> {
    const hash = createHash('sha256')
    const entry = this.#archive.entry({ name, size, mode: 0o600 })
    const note = (chunk: Buffer): void => {
      hash.update(chunk)
      this.#bytes += chunk.length
      this.#onProgress(this.#bytes)
    }
    await pipeline(
      content,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          note(chunk)
          yield chunk
        }
      },
      entry,
    )
    return { name, bytes: size, sha256: hash.digest('hex') }
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
