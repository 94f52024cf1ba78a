import type { HandlersOf } from '#main/ipc/dispatch.ts'
import { redactedError } from '#main/ipc/dispatch.ts'
import { redactedRun } from '#main/ipc/outgoing.ts'
import { shownRunUrl } from '#main/ipc/requests.ts'
import { sealSource } from '#main/ipc/seal.ts'
import { keptSource, screenSources } from '#main/ipc/sources.ts'
import type { Engine, RunRequest } from '#main/jobs/engine-api.ts'
import type { ConnectionStore } from '#main/storage/connections.ts'
import type { JournalReader } from '#main/storage/journal.ts'
import type { Keyring } from '#main/storage/keyring.ts'
import type { WorkflowStore } from '#main/storage/workflows.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { runRoutes, SourceInput } from '#shared/ipc/runs.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run, RunState, UploadProgress } from '#shared/model/run.ts'
import { checkRun } from './run-check.ts'

export interface RunServices {
  readonly engine: Engine
  readonly reader: JournalReader
  readonly connections: ConnectionStore
  readonly workflows: WorkflowStore
  readonly keyring: Keyring
  readonly redact: (text: string) => string
  /** Unix ms. */
  readonly now: () => number
}

/** So many requests the confirm strip opens to. */
const SHOWN_REQUESTS = 10
/** So many earlier jobs make up the usual length. */
const KNOWN_LENGTHS = 21
const ACTIVE: readonly RunState[] = ['running', 'paused', 'stopping']

export function runHandlers(services: RunServices): HandlersOf<typeof runRoutes> {
  const { engine, reader, connections, redact, now } = services
  const sent = async (answer: Promise<Result<Run>>): Promise<Result<Run>> => {
    const result = await answer
    return result.ok ? ok(redactedRun(result.data, redact)) : result
  }
  const find = async (runId: string): Promise<Result<Run>> => {
    const run = await reader.run(runId)
    return run === null ? fail(appError('run.missing')) : ok(run)
  }
  return {
    'runs.preview': async ({ connectionId, workflowId, sources, total }) => {
      const plan = { connectionId, workflowId, jobs: total }
      const check = await checkRun(connections, plan, now())
      const lengths = await reader.durations(connectionId, workflowId, KNOWN_LENGTHS)
      const requests = requestsOf(services, workflowId, connectionId, sources.slice(0, SHOWN_REQUESTS))
      return ok({
        jobs: total,
        ...check,
        usualMs: median(lengths),
        requests,
      })
    },
    'runs.create': async ({ connectionId, workflowId, sources }) => {
      const { blocked } = await checkRun(
        connections,
        { connectionId, workflowId, jobs: sources.length },
        now(),
      )
      if (blocked !== null) return fail(blocked)
      const jobs = await jobsOf(services, sources)
      if (!jobs.ok) return jobs
      const run = await sent(engine.createRun({ connectionId, workflowId, jobs: jobs.data }))
      // A list that does not say when it was last used is no reason to call the run failed.
      if (run.ok) services.workflows.used(connectionId, workflowId, now())
      return run
    },
    'runs.list': async ({ connectionId, active, limit }) => {
      const filter = {
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(active ? { states: ACTIVE } : {}),
      }
      const runs = await reader.runs(filter, limit)
      return ok(runs.map((run) => redactedRun(run, redact)))
    },
    'runs.get': ({ runId }) => sent(find(runId)),
    'runs.failures': async ({ runId }) => {
      const groups = await reader.failures(runId)
      return ok(groups.map((group) => ({ ...group, error: redactedError(group.error, redact) })))
    },
    'runs.uploads': async ({ runId }) => ok((await engine.uploads(runId)) ?? noUploads(runId)),
    'runs.pause': ({ runId }) => sent(engine.pause(runId)),
    'runs.resume': ({ runId }) => sent(engine.resume(runId)),
    'runs.stop': ({ runId }) => sent(engine.stop(runId)),
  }
}

/** The jobs as the engine takes them: screened for secrets, signed links sealed. */
async function jobsOf(
  { connections, keyring }: RunServices,
  sources: readonly SourceInput[],
): Promise<Result<RunRequest['jobs']>> {
  const { list } = connections.list()
  const bad = screenSources(sources, {
    apiKeys: list.map(({ apiKey }) => apiKey),
    isSecret: connections.isSecret,
    holdsSecret: connections.holdsSecret,
  })
  if (bad !== null) return fail(bad)
  const cdnHosts = cdnHostsOf(connections)
  const jobs = sources.map(async (input) => {
    const { source, secret } = keptSource(input, cdnHosts)
    return { source, sealed: secret === null ? null : await sealSource(secret, keyring) }
  })
  return ok(await Promise.all(jobs))
}

function requestsOf(
  { connections, redact }: RunServices,
  workflowId: string,
  connectionId: string,
  sources: readonly SourceInput[],
): readonly string[] {
  const connection = connections.find(connectionId)
  if (connection === null) return []
  const cdnHosts = cdnHostsOf(connections)
  return sources.flatMap((input) => {
    const { source } = keptSource(input, cdnHosts)
    return source.kind === 'file' ? [] : [shownRunUrl(connection, workflowId, source, redact)]
  })
}

const cdnHostsOf = (connections: ConnectionStore): readonly string[] =>
  connections.list().list.map(({ hosts }) => new URL(hosts.cdn).host)

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
