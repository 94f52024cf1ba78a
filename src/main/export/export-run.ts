import { open, rename, rm } from 'node:fs/promises'
import { giveUsualMode } from '#main/lib/file-mode.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { KnownRow } from '#main/storage/journal/journal.ts'
import { csvSheet, ndjsonSheet } from './sheet.ts'
import { readKnownRows, readSheetRows, type SheetReader, type SheetRow } from './sheet-rows.ts'

export interface Export {
  readonly reader: SheetReader
  readonly redact: (text: string) => string
  readonly as: 'csv' | 'ndjson'
  /** The path that the person chose. */
  readonly path: string
}

/**
 * Writes the list of a run as a file, in its order. The file appears under its name when it is complete. Secrets are cut.
 * Errors: `export.unwritable`; those of the journal.
 */
export function exportRun(
  about: Export & { readonly runId: string },
): Promise<Result<{ readonly rows: number }>> {
  const { reader, runId } = about
  return writeSheet(about, () => reader.labelNames(runId), readSheetRows(reader, runId))
}

/** The same for a list of which every row has a result, so that no run was made. */
export function exportKnownRows(
  about: Export & { readonly rows: readonly KnownRow[] },
): Promise<Result<{ readonly rows: number }>> {
  const { reader, rows } = about
  const names = new Set(rows.flatMap(({ labels }) => Object.keys(labels)))
  const read = async function* (): AsyncGenerator<readonly SheetRow[]> {
    yield await readKnownRows(reader, rows)
  }
  return writeSheet(about, async () => [...names], read())
}

async function writeSheet(
  { redact, as, path }: Export,
  readLabels: () => Promise<readonly string[]>,
  pages: AsyncGenerator<readonly SheetRow[]>,
): Promise<Result<{ readonly rows: number }>> {
  const temporary = `${path}.part`
  try {
    const labels = await readLabels()
    const sheet = as === 'csv' ? csvSheet(labels, redact) : ndjsonSheet(labels, redact)
    const rows = await writeRows(temporary, sheet.head, sheet.line, pages)
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

/** How many rows it wrote. */
async function writeRows(
  path: string,
  head: string,
  toLine: (row: SheetRow) => string,
  pages: AsyncGenerator<readonly SheetRow[]>,
): Promise<number> {
  const file = await open(path, 'w')
  let count = 0
  try {
    await file.writeFile(head)
    for await (const rows of pages) {
      await file.writeFile(rows.map(toLine).join(''))
      count += rows.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return count
}
