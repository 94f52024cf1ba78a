import type { RunnableSource } from '#main/filestack/urls.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactCells, redactFacet, redactJob } from '#main/ipc/redact-outgoing.ts'
import { toJobFilter } from '#main/ipc/job-queries.ts'
import { previewRunUrl, previewStatusUrl } from '#main/planning/request-preview.ts'
import type { Engine } from '#main/jobs/engine.ts'
import { Sequencer } from '#main/lib/sequencer.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalFollowing } from '#main/storage/facts/follow-journal.ts'
import type { JobFilter, JournalReader, SortedLists } from '#main/storage/journal/journal.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { jobRoutes } from '#shared/ipc/jobs.ts'
import { isEndedOrderOfRun, type JobFilterInput } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import { asksForFacts, listPaths } from '#shared/model/query/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { createMarkHandlers } from './marks.ts'
import { createFileSavingHandlers, type FileSavingServices } from './file-saving.ts'
import { createResultHandlers } from './results.ts'
import type { RunServices } from './run-services.ts'
import type { KeptResults } from '#main/ipc/kept-results/kept-results.ts'
import { decodeText } from '#main/ipc/kept-results/decode-text.ts'

/** Paths that are offered while one is written. */
const MAX_PATH_NAMES = 50

export interface JobServices extends FileSavingServices {
  readonly engine: Engine
  readonly reader: JournalReader
  readonly sortedLists: Omit<SortedLists, 'close'>
  readonly facts: Pick<JournalFollowing, 'follow' | 'progress' | 'want'>
  readonly connections: Pick<ConnectionStore, 'find' | 'list'>
  readonly workflows: Pick<WorkflowStore, 'list'>
  readonly redact: (text: string) => string
  /** Unix ms. */
  readonly now: () => number
  readonly writeClipboard: (text: string) => Promise<void>
  readonly keptResults: KeptResults
  /** Asks the person where, and saves an output file there; null when the person cancelled. */
  readonly saveFile: (jobId: string, pointer: string) => Promise<Result<{ readonly bytes: number } | null>>
}

export function createJobHandlers(services: JobServices & RunServices): RouteHandlers<typeof jobRoutes> {
  const { engine, reader, connections, redact, now } = services
  // Copies are made one after another, so that the clipboard ends with the one that was asked for last.
  const copies = new Sequencer()
  const sent = async (answer: Promise<Result<Job>>): Promise<Result<Job>> => {
    const result = await answer
    return result.ok ? ok(redactJob(result.data, redact)) : result
  }
  const find = async (jobId: string): Promise<Result<Job>> => {
    const job = await reader.job(jobId)
    return job === null ? fail(appError('job.missing')) : ok(job)
  }
  /** A search of results has them read first, should the files be missing or damaged. */
  const toFilter = async (input: JobFilterInput): Promise<JobFilter> => {
    const filter = toJobFilter(input, services, now())
    const isSortedByFacts = filter.sort?.column.kind === 'fact'
    const searched = filter.query === undefined ? [] : listPaths(filter.query)
    const paths = filter.sort?.column.kind === 'path' ? [...searched, filter.sort.column.path] : searched
    if (isSortedByFacts || (filter.query !== undefined && asksForFacts(filter.query))) services.facts.follow()
    if (paths.length > 0) await services.facts.want(paths)
    return filter
  }
  return {
    ...createMarkHandlers(services),
    ...createResultHandlers(services, copies),
    ...createFileSavingHandlers(services),
    'jobs.factsProgress': async () => ok(services.facts.progress()),
    'jobs.page': async ({ filter, before, limit }) => {
      const asked = await toFilter(filter)
      const isQuick = asked.sort === undefined || isEndedOrderOfRun(asked)
      const lists = isQuick ? reader : services.sortedLists
      const { jobs, next } = await lists.page(asked, before, limit)
      return ok({ jobs: jobs.map((job) => redactJob(job, redact)), next })
    },
    'jobs.pathNames': async ({ beginning }) => {
      const names = await reader.pathNames(beginning, MAX_PATH_NAMES)
      return ok(names.map(({ path, example }) => ({ path, example: redact(example) })))
    },
    'jobs.seek': async ({ filter, rows }) =>
      ok(await services.sortedLists.seek(await toFilter(filter), rows)),
    'jobs.cancelSort': async () => {
      services.sortedLists.cancel()
      return ok(null)
    },
    'jobs.cells': async ({ jobIds, columns }) => {
      services.facts.follow()
      // Cells of a path do not wait for it: what is not kept yet is read from the results.
      void services.facts.want(columns.flatMap((column) => (column.kind === 'path' ? [column.path] : [])))
      return ok(redactCells(await reader.cells(jobIds, columns), redact))
    },
    'jobs.count': async ({ filter }) => ok(await reader.count(await toFilter(filter))),
    'jobs.facets': async ({ id, filter }) => {
      const { facets, ...rest } = await reader.facets(id, await toFilter(filter))
      return ok({ ...rest, facets: facets.map((facet) => redactFacet(facet, redact)) })
    },
    'jobs.numbers': async ({ id, filter, column }) =>
      ok(await reader.numbers(id, await toFilter(filter), column)),
    'jobs.get': ({ jobId }) => sent(find(jobId)),
    'jobs.requestPreview': async ({ jobId }) => {
      const job = await find(jobId)
      if (!job.ok) return job
      const { source, handle, workflowId, remoteJobId } = job.data
      const connection = connections.find(job.data.connectionId)
      if (connection === null) return fail(appError('connection.missing'))
      if (source.kind === 'none') return fail(appError('job.noSource'))
      if (source.kind === 'unreadable') return fail(appError('job.unreadable'))
      const asked: RunnableSource | null =
        source.kind !== 'file' ? source : handle === null ? null : { kind: 'handle', handle }
      if (asked === null) return fail(appError('source.noHandleYet'))
      return ok({
        run: previewRunUrl(connection, workflowId, asked, redact),
        status: remoteJobId === null ? null : previewStatusUrl(connection, remoteJobId, redact),
      })
    },
    'jobs.attach': ({ jobId, remoteJobId, commandId }) => sent(engine.attach(jobId, remoteJobId, commandId)),
    'jobs.attachNew': ({ connectionId, remoteJobId, commandId }) =>
      sent(engine.attachNew(connectionId, remoteJobId, commandId)),
    'jobs.acknowledge': ({ jobId, commandId }) => sent(engine.acknowledge(jobId, commandId)),
    'jobs.rerun': ({ jobId, commandId }) => sent(engine.rerunJob(jobId, commandId)),
    'jobs.requeue': ({ jobId, commandId }) => sent(engine.requeueJob(jobId, commandId)),
    'jobs.stop': ({ jobId, commandId }) => sent(engine.stopJob(jobId, commandId)),
    'jobs.holdUpload': ({ jobId, held, commandId }) => sent(engine.setUploadHeld(jobId, held, commandId)),
    'jobs.lookAgain': ({ jobId, commandId }) => sent(engine.lookAgain(jobId, commandId)),
    'jobs.watch': ({ jobId, watching, commandId }) => sent(engine.setWatching(jobId, watching, commandId)),
    'jobs.copy': ({ jobId, as, pointer }) =>
      copies.run(async () => {
        const copy = await services.keptResults.select(jobId, { as, pointer: pointer ?? '' })
        if (!copy.ok) return copy
        await services.writeClipboard(await decodeText(copy.data))
        return ok({ bytes: copy.data.length })
      }),
    'jobs.saveFile': ({ jobId, pointer }) => services.saveFile(jobId, pointer),
  }
}
