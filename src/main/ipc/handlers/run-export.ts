import { exportKnownRows, exportRun } from '#main/export/export-run.ts'
import { toOfferedFileName } from '#main/export/offered-file-name.ts'
import { findListRun } from '#main/export/sheet-rows.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { buildJobs } from '#main/planning/build-jobs.ts'
import { splitKnownRows } from '#main/planning/known-rows.ts'
import { createPlanningRules } from '#main/planning/build-jobs.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { fail, ok } from '#shared/model/result.ts'
import { resolveFiles } from './run-planning.ts'
import type { RunServices } from './run-services.ts'

/** Handlers that save the list of a run where the person chooses. */
export function createRunExportHandlers(
  services: RunServices,
): Pick<RouteHandlers<typeof runRoutes>, 'runs.export' | 'runs.exportKnown'> {
  const { reader, workflows, files, redact, askWhere, now } = services
  const nameSheet = (
    { connectionId, workflowId, name }: { connectionId: string; workflowId: string; name: string | null },
    at: number,
    as: string,
  ): string => {
    const workflow = workflows.list(connectionId).find(({ id }) => id === workflowId)
    const day = new Date(at).toISOString().slice(0, 10)
    return toOfferedFileName(`${name?.replace(LIST_ENDING, '') ?? workflow?.name ?? 'run'} ${day}.${as}`)
  }
  return {
    'runs.export': async ({ runId, as, whole = false }) => {
      const listRunId = whole ? await findListRun(reader, runId) : runId
      const run = await reader.run(listRunId)
      if (run === null) return fail(appError('run.missing'))
      const path = await askWhere(nameSheet(run, run.createdAt, as))
      return path === null ? ok(null) : exportRun({ reader, redact, runId: listRunId, as, path })
    },
    'runs.exportKnown': async ({ connectionId, workflowId, sources, labels, name = null, as }) => {
      const planned = resolveFiles(sources, files)
      if (!planned.ok) return planned
      const built = await buildJobs(planned.data, labels ?? [], createPlanningRules(services))
      if (!built.ok) return built
      const jobs = built.data
      const known = new Set(jobs.keys())
      const { knownRows: rows } = await splitKnownRows(reader, { connectionId, workflowId, jobs, known })
      const path = await askWhere(nameSheet({ connectionId, workflowId, name }, now(), as))
      return path === null ? ok(null) : exportKnownRows({ reader, redact, rows, as, path })
    },
  }
}

/** The ending of a list's file name, which the name of its sheet does not repeat. */
const LIST_ENDING = /\.(?:csv|tsv|xlsx|ndjson|jsonl|txt)$/i
