import type { DatabaseSync } from 'node:sqlite'
import {
  derivedFile,
  identifyDerivedFile,
  isMarkedDamaged,
  markDamaged,
  type DerivedName,
} from '#main/storage/facts/facts-files.ts'
import { JournalError, type JobFilter } from '#main/storage/journal/journal.ts'
import { isDamage, isSchemaMismatch } from '#main/storage/journal/storage-failure.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { isFactTerm, listPaths } from '#shared/model/query/index.ts'

const MISSING = {
  facts: 'search.factsMissing',
  words: 'search.wordsMissing',
  paths: 'search.pathsMissing',
} as const

/**
 * Attaches the files of facts and words to the connection of a reader when a search needs them. Without them every other search
 * goes on, and this one says what it lacks.
 */
export function createDerivedFiles(db: DatabaseSync, folder: string) {
  const attached = new Map<DerivedName, string>()

  const detach = (name: DerivedName): void => {
    if (!attached.delete(name)) return
    try {
      db.exec(`DETACH ${name}`)
    } catch {
      // It stays attached under its name, so that the next search cannot attach another one and says what it lacks.
    }
  }

  /** A file that was made anew is another one under the same name. */
  function attach(name: DerivedName): void {
    const identity = isMarkedDamaged(folder, name) ? null : identifyDerivedFile(folder, name)
    if (identity !== null && attached.get(name) === identity) return
    detach(name)
    if (identity === null) throw new JournalError(appError(MISSING[name]))
    try {
      db.prepare(`ATTACH ? AS ${name}`).run(derivedFile(folder, name))
      attached.set(name, identity)
    } catch (cause) {
      throw toMissing(name, cause)
    }
  }

  /** A path whose values nobody has read finds nothing, which would be no true answer. */
  function checkPaths({ query, sort }: JobFilter): void {
    const searched = query === undefined ? [] : listPaths(query)
    for (const path of sort?.column.kind === 'path' ? [...searched, sort.column.path] : searched)
      if (db.prepare('SELECT 1 FROM paths.paths WHERE path = ?').get(path) === undefined)
        throw new JournalError(appError(MISSING.paths))
  }

  const drop = (name: DerivedName, cause: unknown): void => {
    detach(name)
    if (isDamage(cause)) markDamaged(folder, name)
  }

  /** Reads with these files attached. Throws a `JournalError` where one is not there, or damaged. */
  function withFiles<T>(needed: readonly DerivedName[], read: () => T): T {
    for (const name of needed) attach(name)
    try {
      return read()
    } catch (cause) {
      const [first] = needed
      if (cause instanceof JournalError) throw cause
      if (first === undefined || (!isDamage(cause) && !isSchemaMismatch(cause))) throw cause
      // SQLite does not say which file it found damaged: all that can be made anew are made anew.
      for (const name of needed) drop(name, cause)
      throw toMissing(first, cause)
    }
  }

  return {
    /** Attaches a file that a read can do without: which one it is, or why it is not there. */
    tryAttach(name: DerivedName): { readonly file: string | null; readonly missing: AppError | null } {
      try {
        attach(name)
        return { file: attached.get(name) ?? null, missing: null }
      } catch (cause) {
        if (!(cause instanceof JournalError)) throw cause
        return { file: null, missing: cause.error }
      }
    },

    /** Reads what may be damaged, and once more without it. Damage of the journal itself is thrown by that. */
    readWithout<T>(name: DerivedName, read: () => T): T {
      try {
        return read()
      } catch (cause) {
        if (!attached.has(name) || (!isDamage(cause) && !isSchemaMismatch(cause))) throw cause
        drop(name, cause)
        return read()
      }
    },

    /** Reads under a filter, with what it needs. Throws as `withFiles`. */
    within: <T>(filter: JobFilter, read: () => T): T =>
      withFiles(listNeeded(filter), () => {
        checkPaths(filter)
        return read()
      }),
    /** Reads facts; null where there are none to read. */
    withFacts<T>(read: () => T): T | null {
      try {
        return withFiles(['facts'], read)
      } catch (cause) {
        if (cause instanceof JournalError) return null
        throw cause
      }
    },
  }
}

export type DerivedFiles = ReturnType<typeof createDerivedFiles>

const toMissing = (name: DerivedName, cause: unknown): JournalError =>
  new JournalError(
    appError(MISSING[name], {}, { detail: cause instanceof Error ? cause.message : String(cause) }),
  )

function listNeeded({ query, sort }: JobFilter): readonly DerivedName[] {
  const terms = query?.terms.filter(isFactTerm) ?? []
  const needsWords = terms.some(({ kind }) => kind === 'words')
  const needsPaths = sort?.column.kind === 'path' || terms.some(({ kind }) => kind === 'path')
  const needsFacts =
    sort?.column.kind === 'fact' || terms.some(({ kind }) => kind !== 'words' && kind !== 'path')
  return [
    ...(needsPaths ? ['paths' as const] : []),
    ...(needsFacts ? ['facts' as const] : []),
    ...(needsWords ? ['words' as const] : []),
  ]
}
