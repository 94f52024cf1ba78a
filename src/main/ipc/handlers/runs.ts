import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactError, redactRun } from '#main/ipc/redact-outgoing.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run, RunState, UploadProgress } from '#shared/model/run.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import { createRerunHandlers } from './rerun.ts'
import { createRunExportHandlers } from './run-export.ts'
import { createRunPlanningHandlers } from './run-planning.ts'
import type { RunServices } from './run-services.ts'

const ACTIVE_RUN_STATES: readonly RunState[] = ['running', 'paused', 'stopping']

/** Handlers of runs: reading them, their figures, and the commands on a run that exists. */
export function createRunHandlers(services: RunServices): RouteHandlers<typeof runRoutes> {
  const { engine, reader, redact, now } = services
  const redacted = async (answer: Promise<Result<Run>>): Promise<Result<Run>> => {
    const run = await answer
    return run.ok ? ok(redactRun(run.data, redact)) : run
  }
  const find = async (runId: string): Promise<Result<Run>> => {
    const run = await reader.run(runId)
    return run === null ? fail(appError('run.missing')) : ok(run)
  }
  return {
    ...createRunPlanningHandlers(services),
    ...createRerunHandlers(services),
    ...createRunExportHandlers(services),
    'runs.list': async ({ connectionId, active, before, limit }) => {
      const filter = {
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(before === undefined ? {} : { before }),
        ...(active ? { states: ACTIVE_RUN_STATES } : {}),
      }
      const runs = await reader.runs(filter, limit)
      return ok(runs.map((run) => redactRun(run, redact)))
    },
    'runs.get': ({ runId }) => redacted(find(runId)),
    'runs.failures': async ({ runId }) => {
      const groups = await reader.failures(runId)
      return ok(groups.map((group) => ({ ...group, error: redactError(group.error, redact) })))
    },
    'runs.figures': async ({ runId }) => ok(await reader.figures(runId)),
    'runs.billedStarts': async ({ connectionId }) => ok(await reader.billedStarts(connectionId, now())),
    'runs.rateStatuses': () => ok(engine.rateStatuses()),
    'runs.uploadProgress': async ({ runId }) => ok((await engine.uploadProgress(runId)) ?? noUploads(runId)),
    'runs.pause': ({ runId, commandId }) => redacted(engine.pause(runId, commandId)),
    'runs.resume': ({ runId, commandId }) => redacted(engine.resume(runId, commandId)),
    'runs.stop': ({ runId, commandId }) => redacted(engine.stop(runId, commandId)),
    'runs.sendStopped': ({ runId, commandId }) => redacted(engine.sendStopped(runId, commandId)),
    'runs.acknowledgeUnknown': ({ runId, commandId }) =>
      redacted(engine.acknowledgeUnknown(runId, commandId)),
    'runs.attachUnknown': ({ runId, remoteJobIds, commandId }) =>
      engine.attachUnknown(runId, remoteJobIds, commandId),
    'runs.rename': async ({ runId, name, commandId }) => {
      const misplaced = findMisplacedSecret([name ?? ''], services.connections)
      return misplaced === null ? redacted(engine.nameRun(runId, name, commandId)) : fail(misplaced)
    },
  }
}

/** The progress of a run without files to upload. */
const noUploads = (runId: string): UploadProgress => ({
  runId,
  files: { stored: 0, failed: 0, total: 0 },
  bytes: { stored: 0, total: 0 },
  perSecond: null,
  underWay: [],
  held: [],
})
