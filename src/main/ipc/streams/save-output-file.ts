import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { giveUsualMode } from '#main/lib/file-mode.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { openOutputFile } from './open-output-file.ts'
import type { OutputFileAccess } from './output-file-preview.ts'

export interface SaveOptions extends OutputFileAccess {
  /** Asks the person for a path; null when they cancelled. */
  readonly askWhere: (suggestedName: string) => Promise<string | null>
}

/** Saves an output file where the person chooses. It appears under its name only when it is complete. */
export function createOutputFileSaver({ find, download, askWhere }: SaveOptions) {
  return async (jobId: string, pointer: string): Promise<Result<{ readonly bytes: number } | null>> => {
    const file = await find(jobId, pointer)
    if (!file.ok) return file
    const path = await askWhere(file.data.name)
    if (path === null) return ok(null)
    const got = await openOutputFile(file.data, download)
    if (!got.ok) return got
    const temporary = `${path}.part`
    try {
      await pipeline(got.data.body, createWriteStream(temporary))
      const { size } = await stat(temporary)
      if (got.data.length !== null && size !== got.data.length) {
        throw new Error('it did not come whole')
      }
      await rename(temporary, path)
      await giveUsualMode(path)
      return ok({ bytes: size })
    } catch (cause) {
      await rm(temporary, { force: true }).catch(() => undefined)
      return fail(
        appError('file.unwritable', { reason: cause instanceof Error ? cause.message : String(cause) }),
      )
    }
  }
}
