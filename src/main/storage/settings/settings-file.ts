import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** The content of a settings file, and how older versions of it are migrated. */
export interface SettingsFileFormat<T extends { readonly version: number }> {
  /** File name without `.json`. */
  readonly name: string
  readonly schema: z.ZodType<T>
  /** What a fresh file holds; its `version` is the newest. */
  readonly initial: T
  /** The step at index n makes version n + 2 from version n + 1. Repeating a step changes nothing. */
  readonly migrations: readonly ((old: Readonly<Record<string, unknown>>) => Record<string, unknown>)[]
  /** What can still be used of a file of the newest version that cannot be read as a whole. The file itself is set aside. */
  readonly salvage?: (content: Readonly<Record<string, unknown>>) => T
}

/** A small file of the data folder. It is read once, and written as a whole. */
export interface SettingsFile<T> {
  /** What it holds now. */
  read(): T
  /** The value changes only when it is on the disk. */
  write(value: T): Result<null>
  /** Not null when the file could not be read and was set aside, or when a newer version wrote it, so that it is only read. */
  readonly notice: AppError | null
}

/**
 * Opens a settings file. One that cannot be read is set aside under a dated name: it never blocks the start. One of a newer
 * version stays as it is: what this version understands of it is used, and nothing is written.
 */
export function openSettingsFile<T extends { readonly version: number }>(
  folder: string,
  kind: SettingsFileFormat<T>,
  now: () => number = Date.now,
): SettingsFile<T> {
  mkdirSync(folder, { recursive: true })
  const newer = loadNewer(folder, kind)
  if (newer !== null) return newer
  const opened = load(folder, kind)
  const salvaged = opened === null ? salvage(folder, kind) : null
  const notice = opened === null ? setAside(folder, kind.name, now()) : null
  let value = opened ?? salvaged ?? kind.initial
  if (salvaged !== null) trySave(folder, kind.name, salvaged)
  return {
    read: () => value,
    write(next) {
      try {
        openStoreFile(folder, kind.name).store = { ...next }
      } catch (cause) {
        return fail(appError('settings.unwritable', { file: `${kind.name}.json`, reason: toReason(cause) }))
      }
      value = next
      return ok(null)
    },
    notice,
  }
}

/** A file that a newer version wrote, for reading only; null for any other file. */
function loadNewer<T extends { readonly version: number }>(
  folder: string,
  { name, schema, initial }: SettingsFileFormat<T>,
): SettingsFile<T> | null {
  let store: Readonly<Record<string, unknown>>
  try {
    store = openStoreFile(folder, name).store
  } catch {
    return null
  }
  const { version } = store
  if (!Number.isInteger(version) || Number(version) <= initial.version) return null
  const understood = schema.safeParse({ ...initial, ...store, version: initial.version })
  const value = understood.success ? understood.data : initial
  const notice = appError('settings.newer', { file: `${name}.json` })
  return { read: () => value, write: () => fail(notice), notice }
}

/** What can be used of a file that is not readable as a whole; null where that is nothing. */
function salvage<T extends { readonly version: number }>(
  folder: string,
  { name, salvage: read, initial }: SettingsFileFormat<T>,
): T | null {
  if (read === undefined) return null
  try {
    const { store } = openStoreFile(folder, name)
    return store['version'] === initial.version ? read(store) : null
  } catch {
    return null
  }
}

/** What cannot be saved now is saved with the next change. */
function trySave(folder: string, name: string, value: object): void {
  try {
    openStoreFile(folder, name).store = { ...value }
  } catch {
    return
  }
}

/** The file's value in the newest version; null when it is not readable. */
function load<T extends { readonly version: number }>(folder: string, kind: SettingsFileFormat<T>): T | null {
  try {
    const { store } = openStoreFile(folder, kind.name)
    if (Object.keys(store).length === 0) return kind.initial
    const parsed = kind.schema.safeParse(migrateContent(store, kind))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function migrateContent<T extends { readonly version: number }>(
  store: Readonly<Record<string, unknown>>,
  { migrations, initial }: SettingsFileFormat<T>,
): unknown {
  let value = store
  for (let version = Number(store['version']); version < initial.version; version += 1) {
    const step = migrations[version - 1]
    // This is no version of ours; the schema will refuse it.
    if (step === undefined) return null
    value = { ...step(value), version: version + 1 }
  }
  return value
}

// electron-store reads the whole file when it is created and at every access: it is created only to load and to save.
function openStoreFile(folder: string, name: string): ElectronStore<Record<string, unknown>> {
  return new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  })
}

function setAside(folder: string, name: string, now: number): AppError {
  const date = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const from = join(folder, `${name}.json`)
  const kept = `${name}.unreadable-${date}.json`
  try {
    if (existsSync(from)) renameSync(from, join(folder, kept))
  } catch (cause) {
    return appError('settings.unwritable', { file: `${name}.json`, reason: toReason(cause) })
  }
  return appError('settings.unreadable', { file: `${name}.json`, kept })
}

const toReason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
