import { readPages } from '#main/lib/paged-reader.ts'
import type { JobSelection } from '#main/jobs/engine.ts'
import type { JobFilter, JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatCounted } from '#shared/format/count.ts'
import { shortenId } from '#shared/format/shorten.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { Job } from '#shared/model/job.ts'
import {
  parseQuery,
  readQuery,
  resolveQuery,
  type Names,
  type ResolvedQuery,
} from '#shared/model/query/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toRetentionQuery, type RetentionPreview, type RetentionRule } from '#shared/model/retention.ts'

const PAGE_ROWS = 500
/** A pass that nobody watches deletes no more than this share of all jobs, once they are more than these. */
const MAX_UNSEEN_SHARE = 0.5
const MIN_SEEN_JOBS = 100

export interface RetentionServices {
  /** Not the screens' one: to look through a large history takes seconds. */
  readonly reader: Pick<JournalReader, 'page' | 'count'>
  readonly deleteJobs: (selection: JobSelection, commandId?: string) => Promise<Result<Deletion>>
  /** Names that a rule may use. */
  readonly names: () => Names
  /** Null when all results are read that a query asks about. */
  readonly findIncomplete: (query: ResolvedQuery) => Promise<AppError | null>
}

/** Deletes old jobs by a rule of the person, as the History deletes them: for a day they can be brought back. */
export class Retention {
  readonly #services: RetentionServices

  constructor(services: RetentionServices) {
    this.#services = services
  }

  /** What the rule would delete at that moment (Unix ms). */
  async preview(rule: RetentionRule, at: number): Promise<Result<RetentionPreview>> {
    const { reader } = this.#services
    const selected = await this.#select(rule, at)
    if (!selected.ok) return selected
    const { query, filter } = selected.data
    const sum = new JobSum()
    const pages = readPages((cursor) => reader.page({ ...filter, order: 'list' }, cursor, PAGE_ROWS))
    for await (const { jobs } of pages) for (const job of jobs) sum.add(job)
    return ok({ at, query, total: await reader.count({}), ...sum.toFigures(this.#services.names()) })
  }

  /** Deletes what the rule finds at that moment: what a preview of the same moment showed. */
  async apply(rule: RetentionRule, at: number, commandId?: string): Promise<Result<Deletion>> {
    const selected = await this.#select(rule, at)
    if (!selected.ok) return selected
    const { filter } = selected.data
    return this.#services.deleteJobs({ from: { kind: 'filter', filter } }, commandId)
  }

  /**
   * A pass that nobody watches. Null when there is nothing to delete. It leaves alone what would be most of the history: rather a
   * wrong clock or a slip than what was meant.
   */
  async applyUnseen(rule: RetentionRule, at: number): Promise<Result<Deletion> | null> {
    const { reader } = this.#services
    const selected = await this.#select(rule, at)
    if (!selected.ok) return selected
    const jobs = await reader.count(selected.data.filter)
    if (jobs === 0) return null
    if (jobs >= MIN_SEEN_JOBS && jobs > MAX_UNSEEN_SHARE * (await reader.count({})))
      return fail(
        appError('retention.many', {
          jobs: formatCounted(jobs, 'job', 'jobs'),
        }),
      )
    return this.apply(rule, at)
  }

  async #select(
    rule: RetentionRule,
    at: number,
  ): Promise<Result<{ readonly query: string; readonly filter: JobFilter }>> {
    const text = toRetentionQuery(rule)
    if (!text.ok) return text
    const names = this.#services.names()
    const query = readQuery(text.data, names, { now: at })
    if (!query.ok) return query
    const unknown = await this.#findUnknownName(rule, names)
    if (unknown !== null) return fail(appError('retention.unknownName', { name: unknown }))
    const incomplete = await this.#services.findIncomplete(query.data)
    return incomplete === null ? ok({ query: text.data, filter: { query: query.data } }) : fail(incomplete)
  }

  /**
   * The name of a workflow or connection by which the rule keeps jobs, and that nothing has: it was changed since, and what was to stay
   * would be deleted. An id of which there are jobs needs no name.
   */
  async #findUnknownName({ keep }: RetentionRule, names: Names): Promise<string | null> {
    const { query } = parseQuery(keep, { now: 0 })
    const resolved = resolveQuery(query, names).terms
    for (const [at, term] of query.terms.entries()) {
      if (term.kind !== 'workflow' && term.kind !== 'connection') continue
      const found = resolved[at]
      const ids = found !== undefined && 'ids' in found ? found.ids : []
      const isNamed = names[`${term.kind}s`].some(({ id }) => ids.includes(id))
      const filter = { query: { terms: [{ kind: term.kind, not: false, ids }] } }
      if (!isNamed && (await this.#services.reader.count(filter)) === 0) return term.value.text
    }
    return null
  }
}

/** Adds up jobs as they are read. */
class JobSum {
  #jobs = 0
  #bytes = 0
  #from: number | null = null
  #to: number | null = null
  readonly #workflows = new Map<string, number>()

  add({ createdAt, body, workflowId }: Job): void {
    this.#jobs += 1
    this.#bytes += body?.bytes ?? 0
    this.#from = Math.min(this.#from ?? createdAt, createdAt)
    this.#to = Math.max(this.#to ?? createdAt, createdAt)
    this.#workflows.set(workflowId, (this.#workflows.get(workflowId) ?? 0) + 1)
  }

  toFigures({ workflows }: Names): Omit<RetentionPreview, 'at' | 'query' | 'total'> {
    return {
      jobs: this.#jobs,
      bytes: this.#bytes,
      from: this.#from,
      to: this.#to,
      workflows: [...this.#workflows]
        .map(([id, jobs]) => ({
          name: workflows.find((named) => named.id === id)?.name ?? shortenId(id),
          jobs,
        }))
        .toSorted((one, other) => other.jobs - one.jobs),
    }
  }
}
