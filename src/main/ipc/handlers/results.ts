import { exportResults, joinResults } from '#main/export/export-results.ts'
import { exportJobs } from '#main/export/export-run.ts'
import { toOfferedFileName } from '#main/export/offered-file-name.ts'
import { readSelected, type SelectedJobs } from '#main/export/selected-jobs.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { decodeText } from '#main/ipc/kept-results/decode-text.ts'
import type { Sequencer } from '#main/lib/sequencer.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { jobRoutes } from '#shared/ipc/jobs.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toSelection } from './rerun.ts'
import type { RunServices } from './run-services.ts'

interface ResultServices extends RunServices {
  readonly writeClipboard: (text: string) => Promise<void>
}

/** Handlers that copy or save the results of several jobs. `copies`: one after another, so that the last one wins. */
export function createResultHandlers(
  services: ResultServices,
  copies: Sequencer,
): Pick<RouteHandlers<typeof jobRoutes>, 'jobs.copyResults' | 'jobs.saveResults'> {
  const { reader, redact, askWhere, now } = services
  return {
    'jobs.copyResults': ({ from, most }) =>
      copies.run(async () => {
        const selected = await toSelected(services, from, most)
        if (!selected.ok) return selected
        const joined = await joinResults({ reader, jobs: readSelected(reader, selected.data) })
        if (!joined.ok) return joined
        const { results, left, bytes } = joined.data
        if (results === 0) return fail(appError('job.noResult'))
        await services.writeClipboard(await decodeText(bytes))
        return ok({ results, left })
      }),
    'jobs.saveResults': async ({ from, most, as }) => {
      const selected = await toSelected(services, from, most)
      if (!selected.ok) return selected
      const day = new Date(now()).toISOString().slice(0, 10)
      const path = await askWhere(toOfferedFileName(`results ${day}.${as}`))
      if (path === null) return ok(null)
      const readJobs = () => readSelected(reader, selected.data)
      if (as === 'json') return exportResults({ reader, redact, path, jobs: readJobs() })
      const saved = await exportJobs({ reader, redact, path, as, readJobs })
      return saved.ok ? ok({ results: saved.data.rows, left: 0 }) : saved
    },
  }
}

/** The jobs that a person means, ready to be read page by page. */
export async function toSelected(
  services: RunServices,
  from: RerunInput['from'],
  most = Infinity,
): Promise<Result<SelectedJobs>> {
  const chosen = await toSelection(services, from)
  if (!chosen.ok) return chosen
  const { data } = chosen
  // Of a run, all of its jobs.
  if (data.kind === 'run') return ok({ from: { kind: 'filter', filter: { runId: data.runId } }, most })
  return ok({ from: data, most })
}
