import { readPages } from '#main/lib/paged-reader.ts'
import type { Command } from '#cli/arguments.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { chooseJobs } from './chosen-jobs.ts'
import type { ReadContext } from './read-context.ts'
import { toJobLine, formatJobRow } from '#cli/output/job-rows.ts'
import { createDates } from '#shared/format/dates.ts'
import { asksForFacts, listPaths } from '#shared/model/query/index.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const PAGE_ROWS = 500
/** Rows shown to a person by default. */
const DEFAULT_ROWS = 100

/** Jobs that match a query, newest first, as they are read; or how many there are. */
export async function list(
  command: Extract<Command, { name: 'list' }>,
  { reader, readResults, readViews, names, output, json, now, isStopped }: ReadContext,
): Promise<ExitCode> {
  const { counts, limit } = command
  const chosen = chooseJobs(command, readViews(), names, now())
  if (!chosen.ok) {
    output.say(chosen.error)
    return EXIT.usage
  }
  const filter = chosen.data
  const writeCount = (count: number): Promise<void> =>
    json ? output.json({ count }) : output.print(String(count))
  if (reader === null) {
    output.say(words.folder.nothing)
    if (counts) await writeCount(0)
    return EXIT.ok
  }
  if (filter.query !== undefined && asksForFacts(filter.query)) await readResults(listPaths(filter.query))
  if (counts) {
    await writeCount(await reader.count(filter))
    return EXIT.ok
  }
  const dates = createDates()
  let left = limit ?? (json ? Number.POSITIVE_INFINITY : DEFAULT_ROWS)
  const pages = readPages((cursor) => reader.page(filter, cursor, Math.min(PAGE_ROWS, left)))
  for await (const { jobs } of pages) {
    for (const job of jobs) {
      await (json ? output.json(toJobLine(job)) : output.print(formatJobRow(job, dates, now())))
      if (isStopped()) return EXIT.interrupted
    }
    left -= jobs.length
    if (left <= 0) break
  }
  return EXIT.ok
}
