import { open, rename, rm } from 'node:fs/promises'
import { giveUsualMode } from '#main/lib/file-mode.ts'
import { readPages } from '#main/lib/paged-reader.ts'
import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { csvSheet, ndjsonSheet } from './sheet.ts'

export interface Export {
  readonly reader: Pick<JournalReader, 'page' | 'labelNames'>
  readonly redact: (text: string) => string
  readonly runId: string
  readonly as: 'csv' | 'ndjson'
  /** Where to: the person chose it. */
  readonly path: string
}

/** Read and written together: memory stays flat, and other work gets its turn in between. */
const PAGE = 1000

/**
 * Writes the jobs of a run as a file, in the order of its list, whole under its name or not at all. Secrets are cut.
 * Errors: `export.unwritable`; those of the journal.
 */
export async function exportRun({
  reader,
  redact,
  runId,
  as,
  path,
}: Export): Promise<Result<{ readonly rows: number }>> {
  const temporary = `${path}.part`
  try {
    const labels = await reader.labelNames(runId)
    const sheet = as === 'csv' ? csvSheet(labels, redact) : ndjsonSheet(labels, redact)
    const rows = await written(temporary, sheet.head, async function* () {
      const pages = readPages((cursor) => reader.page({ runId, order: 'list' }, cursor, PAGE))
      for await (const { jobs } of pages) yield jobs.map(sheet.line)
    })
    await rename(temporary, path)
    await giveUsualMode(path)
    return ok({ rows })
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    if (cause instanceof JournalError) return fail(cause.error)
    const reason = cause instanceof Error ? cause.message : String(cause)
    return fail(appError('export.unwritable', { reason: redact(reason) }))
  }
}

/** How many lines it wrote. */
async function written(
  path: string,
  head: string,
  pages: () => AsyncGenerator<readonly string[]>,
): Promise<number> {
  const file = await open(path, 'w')
  let rows = 0
  try {
    await file.writeFile(head)
    for await (const lines of pages()) {
      await file.writeFile(lines.join(''))
      rows += lines.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return rows
}
