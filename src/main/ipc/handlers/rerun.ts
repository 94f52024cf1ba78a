import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactError, redactRun } from '#main/ipc/redact-outgoing.ts'
import { findIncomplete, listQueryNames } from '#main/ipc/job-queries.ts'
import type { RerunRequest } from '#main/jobs/engine.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { assertNever } from '#shared/model/assert.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { RunServices } from './run-services.ts'

/** Handlers that run many jobs again. They read the query, resolve its names, and find a shown cause among those of the run. */
export function createRerunHandlers(
  services: RunServices,
): Pick<RouteHandlers<typeof runRoutes>, 'runs.rerun' | 'runs.rerunPreview' | 'runs.lookAgain'> {
  const { engine, redact } = services
  return {
    'runs.rerun': async (input) => {
      const request = await toRerunRequest(services, input)
      if (!request.ok) return request
      const runs = await engine.rerun(request.data, input.commandId)
      return runs.ok ? ok(runs.data.map((run) => redactRun(run, redact))) : runs
    },
    'runs.rerunPreview': async (input) => {
      const request = await toRerunRequest(services, input)
      return request.ok ? engine.rerunPreview(request.data) : request
    },
    'runs.lookAgain': async ({ from, commandId }) => {
      const chosen = await toSelection(services, from)
      return chosen.ok ? engine.lookAgainAll(chosen.data, commandId) : chosen
    },
  }
}

async function toRerunRequest(
  services: RunServices,
  { from, workflowId, includeUnknown, includeRerun = false, includeElsewhere = false, most }: RerunInput,
): Promise<Result<RerunRequest>> {
  const chosen = await toSelection(services, from)
  if (!chosen.ok) return chosen
  return ok({
    from: chosen.data,
    workflowId: workflowId ?? null,
    includeUnknown,
    includeRerun,
    includeElsewhere,
    ...(most !== undefined && { most }),
  })
}

/** The jobs that a person means: names and queries resolved, a shown cause found. */
export async function toSelection(
  services: RunServices,
  from: RerunInput['from'],
): Promise<Result<RerunRequest['from']>> {
  const { reader, redact, now } = services
  switch (from.kind) {
    case 'jobs':
      return ok(from)
    case 'run': {
      const { kind, runId, cause } = from
      if (cause === undefined) return ok({ kind, runId, cause: null })
      const groups = await reader.failures(runId)
      // The shown cause has its secrets cut, so the causes are compared in that form.
      const group = groups.find(({ error }) => {
        const shown = redactError(error, redact)
        return shown.code === cause.code && shown.message === cause.message
      })
      return group === undefined
        ? fail(appError('run.nothingAgain'))
        : ok({ kind, runId, cause: group.error })
    }
    case 'query': {
      const query = readQuery(from.query, listQueryNames(services), { now: now() })
      if (!query.ok) return query
      const incomplete = await findIncomplete(query.data, services.facts)
      if (incomplete !== null) return fail(incomplete)
      const { connectionId } = from
      const filter = { ...(connectionId === null ? {} : { connectionId }), query: query.data }
      return ok({ kind: 'filter', filter })
    }
    default:
      return assertNever(from)
  }
}
