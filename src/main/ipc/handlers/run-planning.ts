import type { FileRegistry } from '#main/files/file-registry.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactRun } from '#main/ipc/redact-outgoing.ts'
import { buildJobs, createPlanningRules } from '#main/planning/build-jobs.ts'
import { checkRun } from '#main/planning/check-run.ts'
import { findExistingOfPlan } from '#main/planning/find-existing.ts'
import { countUploads, type PlannedSource } from '#main/planning/planned-source.ts'
import { findOrigins, splitKnownRows } from '#main/planning/known-rows.ts'
import { previewRequests } from '#main/planning/request-preview.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import type { RunServices } from './run-services.ts'

/** The number of requests that the confirm strip can show. */
const MAX_REQUESTS_SHOWN = 10
/** Earlier jobs whose durations make up the usual one. */
const DURATIONS_SAMPLED = 21

/** Handlers from a list of sources to a run: what Run would do, what has a result already, and Run itself. */
export function createRunPlanningHandlers(
  services: RunServices,
): Pick<RouteHandlers<typeof runRoutes>, 'runs.preview' | 'runs.create' | 'runs.findExisting'> {
  const { engine, reader, connections, workflows, files, redact, now } = services
  return {
    'runs.preview': async ({ connectionId, workflowId, sources, total }) => {
      const resolved = resolveFiles(sources, files)
      const planned = resolved.ok ? resolved.data : []
      const uploads = countUploads(planned)
      const outline = { workflowId, jobs: total, uploads: uploads.files }
      const check = checkRun(await connections.open(connectionId), outline, now())
      const durations = await reader.durations(connectionId, workflowId, DURATIONS_SAMPLED)
      const connection = connections.find(connectionId)
      const shown = planned.slice(0, MAX_REQUESTS_SHOWN)
      return ok({
        jobs: total,
        ...check,
        blocked: check.blocked ?? (resolved.ok ? null : resolved.error),
        policyExpiry: connection?.security.kind === 'policy' ? connection.security.expiry : null,
        usualMs: median(durations),
        uploads,
        requests:
          connection === null
            ? []
            : previewRequests(connection, workflowId, shown, createPlanningRules(services)),
      })
    },
    'runs.create': async ({
      connectionId,
      workflowId,
      sources,
      labels,
      known = [],
      duplicates = [],
      name,
      options,
      commandId,
    }) => {
      const misplaced = findMisplacedSecret([workflowId, name ?? ''], connections)
      if (misplaced !== null) return fail(misplaced)
      const planned = resolveFiles(sources, files)
      if (!planned.ok) return planned
      const knownIndexes = new Set(known)
      // A row that repeats no source of the list is run for itself.
      const origins = findOrigins(planned.data, new Set(duplicates))
      const sent = planned.data.filter((_, index) => !knownIndexes.has(index) && !origins.has(index))
      const outline = { workflowId, jobs: sent.length, uploads: countUploads(sent).files }
      const { blocked } = checkRun(await connections.open(connectionId), outline, now())
      if (blocked !== null) return fail(blocked)
      const jobs = await buildJobs(planned.data, labels ?? [], createPlanningRules(services))
      if (!jobs.ok) return jobs
      const request = {
        connectionId,
        workflowId,
        ...(await splitKnownRows(reader, {
          connectionId,
          workflowId,
          jobs: jobs.data,
          known: knownIndexes,
          origins,
        })),
        name: name === undefined ? null : redact(name),
        ...(options === undefined ? {} : { options }),
      }
      const run = await engine.createRun(request, commandId)
      if (!run.ok) return run
      // The run has been created, even when the last use of the workflow cannot be saved.
      workflows.used(connectionId, workflowId, now())
      return ok(redactRun(run.data, redact))
    },
    'runs.findExisting': async ({ connectionId, workflowId, sources }) => {
      const planned = resolveFiles(sources, files)
      if (!planned.ok) return planned
      const { cdnHosts } = createPlanningRules(services)
      const plan = { connectionId, workflowId, sources: planned.data }
      return ok(await findExistingOfPlan(reader, plan, cdnHosts))
    },
  }
}

/** Replaces the ids of files by their paths; fails when one is not in the registry any more. */
export function resolveFiles(
  sources: readonly SourceInput[],
  files: Pick<FileRegistry, 'get'>,
): Result<readonly PlannedSource[]> {
  const resolved: PlannedSource[] = []
  for (const source of sources) {
    if (source.kind !== 'file') {
      resolved.push(source)
      continue
    }
    const file = files.get(source.fileId)
    if (file === null) return fail(appError('files.gone'))
    resolved.push({ kind: 'file', path: file.path, size: file.size, handle: source.handle ?? null })
  }
  return ok(resolved)
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
