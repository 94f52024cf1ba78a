import { exportRun } from '#main/export/export-run.ts'
import { toOfferedFileName } from '#main/export/offered-file-name.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { fail, ok } from '#shared/model/result.ts'
import type { RunServices } from './run-services.ts'

/** Saving the jobs of a run where the person says. */
export function createRunExportHandlers({
  reader,
  workflows,
  redact,
  askWhere,
}: RunServices): Pick<RouteHandlers<typeof runRoutes>, 'runs.export'> {
  return {
    'runs.export': async ({ runId, as }) => {
      const run = await reader.run(runId)
      if (run === null) return fail(appError('run.missing'))
      const workflow = workflows.list(run.connectionId).find(({ id }) => id === run.workflowId)
      const day = new Date(run.createdAt).toISOString().slice(0, 10)
      const path = await askWhere(toOfferedFileName(`${workflow?.name ?? 'run'} ${day}.${as}`))
      if (path === null) return ok(null)
      return exportRun({ reader, redact, runId, as, path })
    },
  }
}
