import type { Command } from '#cli/arguments.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { ReadContext } from '#cli/context.ts'
import { jobLine, jobRow } from '#cli/rows.ts'
import { createDates } from '#shared/format/dates.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const PAGE = 500
/** Rows for eyes, unless told. */
const SHOWN = 100

/** Jobs that match a query, newest first, as they are read. */
export async function list(
  { query: text, limit }: Extract<Command, { name: 'list' }>,
  { reader, names, output, json, now, stopped }: ReadContext,
): Promise<ExitCode> {
  const query = readQuery(text, names, { now: now() })
  if (!query.ok) {
    output.error(query.error)
    return EXIT.usage
  }
  if (reader === null) {
    output.say(words.folder.nothing)
    return EXIT.ok
  }
  const dates = createDates()
  let left = limit ?? (json ? Number.POSITIVE_INFINITY : SHOWN)
  let before: string | null = null
  do {
    const page = await reader.page({ query: query.data }, before, Math.min(PAGE, left))
    for (const job of page.jobs) {
      await (json ? output.json(jobLine(job)) : output.print(jobRow(job, dates, now())))
      if (stopped()) return EXIT.interrupted
    }
    left -= page.jobs.length
    before = page.next
  } while (before !== null && left > 0)
  return EXIT.ok
}
