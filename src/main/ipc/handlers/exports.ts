import { basename } from 'node:path'
import { exportJobsAsFile, type SpawnExportWorker } from '#main/export/export-jobs.ts'
import type { ExportTask } from '#main/export/export-task.ts'
import { toOfferedFileName } from '#main/export/offered-file-name.ts'
import { readSelected } from '#main/export/selected-jobs.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { EventSender } from '#main/ipc/events.ts'
import { listQueryNames, toJobFilter } from '#main/ipc/job-queries.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import type { ExportPresetStore } from '#main/storage/settings/export-presets.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { exportRoutes } from '#shared/ipc/exports.ts'
import { MAX_WORKBOOK_ROWS, type ExportPreset } from '#shared/model/export/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import { exportWords } from '#shared/text/export.ts'
import { toSelection } from './rerun.ts'
import type { RunServices } from './run-services.ts'

export interface ExportServices extends RunServices {
  readonly exports: {
    /** The data folder. */
    readonly folder: string
    readonly spawn: SpawnExportWorker
    readonly presets: ExportPresetStore
    readonly listSecrets: () => readonly string[]
  }
  readonly events: Pick<EventSender, 'exportProgress'>
}

/** Jobs that are looked at for their labels. */
const SAMPLED_JOBS = 2000

/** Handlers that write jobs as files. */
export function createExportHandlers(services: ExportServices): RouteHandlers<typeof exportRoutes> {
  const { reader, redact, events, now } = services
  const { presets, folder, spawn, listSecrets } = services.exports
  const running = new Map<string, AbortController>()
  return {
    'exports.start': async ({ exportId, from: asked, most = Infinity, sort, spec }) => {
      const from = await toExportedJobs(services, asked, sort)
      if (!from.ok) return from
      const total = Math.min(most, await countRows(services, from.data))
      if (spec.format === 'xlsx' && total >= MAX_WORKBOOK_ROWS) return fail(appError('export.tooManyRows'))
      const day = new Date(now()).toISOString().slice(0, 10)
      const path = await services.askWhere(toOfferedFileName(`${exportWords.fileName} ${day}.${spec.format}`))
      if (path === null) return ok(null)
      const stop = new AbortController()
      running.set(exportId, stop)
      try {
        const task = { folder, from: from.data, most, spec, names: toNames(services), secrets: listSecrets() }
        const onRows = (rows: number): void => events.exportProgress({ exportId, rows, total })
        const written = await exportJobsAsFile({ spawn, task, path, redact, onRows, signal: stop.signal })
        return written.ok ? ok({ ...written.data, name: redact(basename(path)) }) : written
      } finally {
        running.delete(exportId)
      }
    },
    'exports.stop': ({ exportId }) => {
      running.get(exportId)?.abort()
      return ok(null)
    },
    'exports.labels': async ({ from: asked }) => {
      const from = await toExportedJobs(services, asked, null)
      if (!from.ok) return from
      if (from.data.kind === 'run') return ok((await reader.labelNames(from.data.runId)).map(redact))
      const names = new Set<string>()
      for await (const jobs of readSelected(reader, { from: from.data, most: SAMPLED_JOBS }))
        for (const { labels } of jobs) for (const name of Object.keys(labels)) names.add(redact(name))
      return ok([...names])
    },
    'exports.presets': () => ok(presets.list()),
    'exports.keepPresets': ({ presets: wanted }) => {
      const misplaced = findMisplacedSecret(wanted.flatMap(listTexts), services.connections)
      if (misplaced !== null) return fail(misplaced)
      const kept = presets.keep(wanted)
      return kept.ok ? ok(presets.list()) : kept
    },
  }
}

/** The jobs that a person means, sorted as their list is. */
async function toExportedJobs(
  services: ExportServices,
  asked: RerunInput['from'],
  sort: Parameters<typeof toJobFilter>[0]['sort'] | null,
): Promise<Result<ExportTask['from']>> {
  const chosen = await toSelection(services, asked)
  if (!chosen.ok) return chosen
  const { data } = chosen
  if (data.kind === 'run') return ok({ kind: 'run', runId: data.runId })
  if (data.kind === 'jobs' || sort === null || sort === undefined) return ok(data)
  return ok({
    kind: 'filter',
    filter: { ...data.filter, ...toJobFilter({ sort }, services, services.now()) },
  })
}

/** About how many rows there will be: rows of a run that share a job are not among them. */
async function countRows({ reader }: ExportServices, from: ExportTask['from']): Promise<number> {
  if (from.kind === 'jobs') return from.jobIds.length
  return from.kind === 'filter' ? reader.count(from.filter) : ((await reader.run(from.runId))?.total ?? 0)
}

function toNames(services: ExportServices): ExportTask['names'] {
  const { workflows, connections } = listQueryNames(services)
  const toRecord = (named: readonly { readonly id: string; readonly name: string }[]) =>
    Object.fromEntries(named.map(({ id, name }) => [id, name]))
  return { workflows: toRecord(workflows), connections: toRecord(connections) }
}

/** A secret may be the name of a preset or of a field. */
const listTexts = ({ name, spec }: ExportPreset): readonly string[] => [
  name,
  ...spec.fields.flatMap((field) => (field.name === null ? [] : [field.name])),
]
