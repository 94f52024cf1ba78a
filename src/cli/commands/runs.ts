import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { formatRunRow, toRunLine } from '#cli/output/run-rows.ts'
import { readPages } from '#main/lib/paged-reader.ts'
import { createDates } from '#shared/format/dates.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import type { ReadContext } from './read-context.ts'

const PAGE_ROWS = 200
/** Rows shown to a person by default. */
const SHOWN_ROWS = 50

/** Every run, newest first, as they are read. */
export async function runs(
  { limit }: Extract<Command, { name: 'runs' }>,
  { reader, names, output, json, now, isStopped }: ReadContext,
): Promise<ExitCode> {
  let left = limit ?? (json ? Number.POSITIVE_INFINITY : SHOWN_ROWS)
  const readPage = async (before: string | null) => {
    const rows = Math.min(PAGE_ROWS, left)
    const found = (await reader?.runs(before === null ? {} : { before }, rows)) ?? []
    return { runs: found, next: found.length < rows ? null : (found.at(-1)?.id ?? null) }
  }
  const dates = createDates()
  let isEmpty = true
  for await (const page of readPages(readPage)) {
    for (const run of page.runs) {
      isEmpty = false
      await (json ? output.json(toRunLine(run)) : output.print(formatRunRow(run, names, dates, now())))
      if (isStopped()) return EXIT.interrupted
    }
    left -= page.runs.length
    if (left <= 0) break
  }
  if (isEmpty && !json) await output.print(words.status.none)
  return EXIT.ok
}
