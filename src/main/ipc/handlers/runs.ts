import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactError } from '#main/ipc/dispatch.ts'
import { redactRun } from '#main/ipc/outgoing.ts'
import type { FileRegistry } from '#main/files/registry.ts'
import { jobsOf, knownOfPlan, requestsOf, uploadsOf } from '#main/planning/build-jobs.ts'
import { planSources } from '#main/planning/screen-sources.ts'
import type { Engine } from '#main/jobs/engine.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Keyring } from '#main/storage/connections/keyring.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run, RunState, UploadProgress } from '#shared/model/run.ts'
import { createRerunHandlers } from './rerun.ts'
import { checkRun } from '#main/planning/check-run.ts'
import { createRunExportHandlers } from './run-export.ts'
import { createRunFigureHandlers } from './run-figures.ts'

export interface RunServices {
  readonly engine: Engine
  readonly reader: JournalReader
  readonly connections: ConnectionStore
  readonly workflows: WorkflowStore
  readonly keyring: Keyring
  readonly files: FileRegistry
  readonly redact: (text: string) => string
  /** Asks the person for a path; null when they thought better of it. */
  readonly askWhere: (suggestedName: string) => Promise<string | null>
  /** Unix ms. */
  readonly now: () => number
}

/** So many requests the confirm strip opens to. */
const MAX_REQUESTS_SHOWN = 10
/** So many earlier jobs make up the usual length. */
const DURATIONS_SAMPLED = 21
const ACTIVE_RUN_STATES: readonly RunState[] = ['running', 'paused', 'stopping']

export function createRunHandlers(services: RunServices): RouteHandlers<typeof runRoutes> {
  const { engine, reader, connections, files, redact, now } = services
  const sent = async (answer: Promise<Result<Run>>): Promise<Result<Run>> => {
    const result = await answer
    return result.ok ? ok(redactRun(result.data, redact)) : result
  }
  const find = async (runId: string): Promise<Result<Run>> => {
    const run = await reader.run(runId)
    return run === null ? fail(appError('run.missing')) : ok(run)
  }
  return {
    ...createRerunHandlers(services),
    ...createRunFigureHandlers(services),
    ...createRunExportHandlers(services),
    'runs.preview': async ({ connectionId, workflowId, sources, total }) => {
      const known = planSources(sources, files)
      const planned = known.ok ? known.data : []
      const uploads = uploadsOf(planned)
      const plan = { connectionId, workflowId, jobs: total, uploads: uploads.files }
      const check = await checkRun(connections, plan, now())
      const lengths = await reader.durations(connectionId, workflowId, DURATIONS_SAMPLED)
      const shown = planned.slice(0, MAX_REQUESTS_SHOWN)
      return ok({
        jobs: total,
        ...check,
        blocked: check.blocked ?? (known.ok ? null : known.error),
        usualMs: median(lengths),
        uploads,
        requests: requestsOf(services, { connectionId, workflowId, sources: shown }),
      })
    },
    'runs.create': async ({ connectionId, workflowId, sources, labels, options }) => {
      const planned = planSources(sources, files)
      if (!planned.ok) return planned
      const uploads = uploadsOf(planned.data).files
      const plan = { connectionId, workflowId, jobs: sources.length, uploads }
      const { blocked } = await checkRun(connections, plan, now())
      if (blocked !== null) return fail(blocked)
      const jobs = await jobsOf(services, planned.data, labels ?? [])
      if (!jobs.ok) return jobs
      const request = {
        connectionId,
        workflowId,
        jobs: jobs.data,
        ...(options === undefined ? {} : { options }),
      }
      const run = await sent(engine.createRun(request))
      // A list that does not say when it was last used is no reason to call the run failed.
      if (run.ok) services.workflows.used(connectionId, workflowId, now())
      return run
    },
    'runs.findExisting': async ({ connectionId, workflowId, sources }) => {
      const planned = planSources(sources, files)
      if (!planned.ok) return planned
      return ok(await knownOfPlan(services, { connectionId, workflowId, sources: planned.data }))
    },
    'runs.list': async ({ connectionId, active, limit }) => {
      const filter = {
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(active ? { states: ACTIVE_RUN_STATES } : {}),
      }
      const runs = await reader.runs(filter, limit)
      return ok(runs.map((run) => redactRun(run, redact)))
    },
    'runs.get': ({ runId }) => sent(find(runId)),
    'runs.failures': async ({ runId }) => {
      const groups = await reader.failures(runId)
      return ok(groups.map((group) => ({ ...group, error: redactError(group.error, redact) })))
    },
    'runs.uploadProgress': async ({ runId }) => ok((await engine.uploadProgress(runId)) ?? noUploads(runId)),
    'runs.pause': ({ runId }) => sent(engine.pause(runId)),
    'runs.resume': ({ runId }) => sent(engine.resume(runId)),
    'runs.stop': ({ runId }) => sent(engine.stop(runId)),
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

/** Of a run without files to upload. */
const noUploads = (runId: string): UploadProgress => ({
  runId,
  files: { stored: 0, failed: 0, of: 0 },
  bytes: { stored: 0, of: 0 },
  perSecond: null,
  underWay: [],
  held: [],
})
