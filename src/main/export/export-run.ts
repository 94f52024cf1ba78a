import { open } from 'node:fs/promises'
import type { Result } from '#shared/model/result.ts'
import type { JobPages } from './export-results.ts'
import { writeFileInPlace } from './write-in-place.ts'
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

/** Rows of any jobs: each with its labels and its own result. */
export function exportJobs(
  about: Export & { readonly readJobs: () => JobPages },
): Promise<Result<{ readonly rows: number }>> {
  const { readJobs } = about
  const readLabels = async (): Promise<readonly string[]> => {
    const names = new Set<string>()
    for await (const jobs of readJobs())
      for (const { labels } of jobs) for (const name of Object.keys(labels)) names.add(name)
    return [...names]
  }
  const read = async function* (): AsyncGenerator<readonly SheetRow[]> {
    for await (const jobs of readJobs())
      yield jobs.map((job) => ({ source: job.source, labels: job.labels, job }))
  }
  return writeSheet(about, readLabels, read())
}

function writeSheet(
  about: Export,
  readLabels: () => Promise<readonly string[]>,
  pages: AsyncGenerator<readonly SheetRow[]>,
): Promise<Result<{ readonly rows: number }>> {
  const { redact, as } = about
  return writeFileInPlace(about, async (temporary) => {
    const labels = await readLabels()
    const sheet = as === 'csv' ? csvSheet(labels, redact) : ndjsonSheet(labels, redact)
    return { rows: await writeRows(temporary, sheet.head, sheet.line, pages) }
  })
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
