import { readPages } from '#main/lib/paged-reader.ts'
import type { ListCommand } from '#cli/list-arguments.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { chooseJobs } from './chosen-jobs.ts'
import type { ReadContext } from './read-context.ts'
import { createColumnRows } from '#cli/output/column-rows.ts'
import { toJobLine, formatJobRow } from '#cli/output/job-rows.ts'
import { createDates } from '#shared/format/dates.ts'
import type { Job } from '#shared/model/job.ts'
import { isAskedFor, type JobColumn } from '#shared/model/columns/index.ts'
import { asksForFacts, listPaths, type ResolvedQuery } from '#shared/model/query/index.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const PAGE_ROWS = 500
/** Rows shown to a person by default. */
const DEFAULT_ROWS = 100

/** Jobs that match a query, newest first, as they are read; or how many there are. */
export async function list(command: ListCommand, context: ReadContext): Promise<ExitCode> {
  const { reader, readResults, readViews, names, output, json, now } = context
  const { counts, limit } = command
  const chosen = chooseJobs(command, readViews(), names, now())
  if (!chosen.ok) {
    output.say(chosen.error)
    return EXIT.usage
  }
  const { filter, columns } = chosen.data
  const writeCount = (count: number): Promise<void> =>
    json ? output.json({ count }) : output.print(String(count))
  if (reader === null) {
    output.say(words.folder.nothing)
    if (counts) await writeCount(0)
    return EXIT.ok
  }
  const paths = listNeededPaths(filter.query, columns?.map(({ column }) => column) ?? [])
  if (paths !== null) await readResults(paths)
  if (counts) {
    await writeCount(await reader.count(filter))
    return EXIT.ok
  }
  const rows =
    columns === null
      ? createPlainRows(context)
      : createColumnRows({ reader, columns, format: command.format ?? 'csv', names, output })
  await rows.writeHead()
  let left = limit ?? (json || columns !== null ? Number.POSITIVE_INFINITY : DEFAULT_ROWS)
  const pages = readPages((cursor) => reader.page(filter, cursor, Math.min(PAGE_ROWS, left)))
  for await (const { jobs } of pages) {
    if (!(await rows.write(jobs, context.isStopped))) return EXIT.interrupted
    left -= jobs.length
    if (left <= 0) break
  }
  return EXIT.ok
}

/** The paths that results are to be read for; null where nothing that results say is asked for. */
function listNeededPaths(
  query: ResolvedQuery | undefined,
  columns: readonly JobColumn[],
): readonly string[] | null {
  const shown = columns.flatMap((column) => (column.kind === 'path' ? [column.path] : []))
  const asks = query !== undefined && asksForFacts(query)
  if (!asks && !columns.some((column) => column.kind !== 'field' && isAskedFor(column))) return null
  return [...new Set([...(query === undefined ? [] : listPaths(query)), ...shown])]
}

/** Jobs as rows for eyes, or with all that scripts may want. */
function createPlainRows({ output, json, now }: ReadContext) {
  const dates = createDates()
  return {
    writeHead: (): Promise<void> => Promise.resolve(),
    async write(jobs: readonly Job[], isStopped: () => boolean): Promise<boolean> {
      for (const job of jobs) {
        await (json ? output.json(toJobLine(job)) : output.print(formatJobRow(job, dates, now())))
        if (isStopped()) return false
      }
      return true
    },
  }
}
