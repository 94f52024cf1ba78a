import { rename, rm } from 'node:fs/promises'
import { giveUsualMode } from '#main/lib/file-mode.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toExportError } from './export-failure.ts'

interface Place {
  /** The path that the person chose. */
  readonly path: string
  readonly redact: (text: string) => string
}

/**
 * Has a file written beside its place, and gives it its name when it is complete. Errors: those of
 * `export.`; those of the journal.
 */
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
    return fail(toExportError(cause, redact))
  }
}
