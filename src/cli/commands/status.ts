import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { ReadContext } from './read-context.ts'
import { formatRunRow, toRunLine } from '#cli/output/run-rows.ts'
import { createDates } from '#shared/format/dates.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const MAX_RECENT_RUNS = 20
const MAX_OPEN_RUNS = 1000

/** Runs that are not done, and the latest others. */
export async function status({ reader, names, output, json, now }: ReadContext): Promise<ExitCode> {
  const open =
    reader === null ? [] : await reader.runs({ states: ['running', 'paused', 'stopping'] }, MAX_OPEN_RUNS)
  const latest = reader === null ? [] : await reader.runs({}, MAX_RECENT_RUNS)
  const runs = [...open, ...latest.filter(({ id }) => open.every((run) => run.id !== id))]
  if (json) {
    for (const run of runs) await output.json(toRunLine(run))
    return EXIT.ok
  }
  const dates = createDates()
  if (runs.length === 0) await output.print(words.status.none)
  for (const run of runs) {
    await output.print(formatRunRow(run, names, dates, now()))
  }
  return EXIT.ok
}
