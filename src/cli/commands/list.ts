import { readPages } from '#main/lib/paged-reader.ts'
import type { Command } from '#cli/arguments.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { ReadContext } from './read-context.ts'
import { toJobLine, formatJobRow } from '#cli/output/job-rows.ts'
import { createDates } from '#shared/format/dates.ts'
import { asksForFacts, listPaths, readQuery } from '#shared/model/query/index.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const PAGE_ROWS = 500
/** Rows shown to a person by default. */
const DEFAULT_ROWS = 100

/** Jobs that match a query, newest first, as they are read. */
export async function list(
  { query: text, limit }: Extract<Command, { name: 'list' }>,
  { reader, readResults, names, output, json, now, isStopped }: ReadContext,
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
  if (asksForFacts(query.data)) await readResults(listPaths(query.data))
  const dates = createDates()
  let left = limit ?? (json ? Number.POSITIVE_INFINITY : DEFAULT_ROWS)
  const pages = readPages((cursor) => reader.page({ query: query.data }, cursor, Math.min(PAGE_ROWS, left)))
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
