import { rename, rm } from 'node:fs/promises'
import { giveUsualMode } from '#main/lib/file-mode.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

interface Place {
  /** The path that the person chose. */
  readonly path: string
  readonly redact: (text: string) => string
}

/** Has a file written beside its place, and gives it its name when it is complete. Errors: `export.unwritable`; those of the journal. */
export async function writeFileInPlace<T>(
  { path, redact }: Place,
  write: (temporary: string) => Promise<T>,
): Promise<Result<T>> {
  const temporary = `${path}.part`
  try {
    const written = await write(temporary)
    await rename(temporary, path)
    await giveUsualMode(path)
    return ok(written)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    if (cause instanceof JournalError) return fail(cause.error)
    const reason = cause instanceof Error ? cause.message : String(cause)
    return fail(appError('export.unwritable', { reason: redact(reason) }))
  }
}
