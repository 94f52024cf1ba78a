import { appError } from '#shared/errors/catalogue.ts'
import type { JobFilterInput, JobPage } from '#shared/model/job-page.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { fail, ok } from '#shared/model/result.ts'

/** A job whose id sorts as its number. */
export function job(n: number, more: Partial<Job> = {}): Job {
  return {
    id: `id-${String(n).padStart(9, '0')}`,
    runId: 'r1',
    position: n,
    connectionId: 'c1',
    workflowId: 'w1',
    source: { kind: 'handle', handle: `handle${n}` },
    labels: {},
    uploadId: null,
    handle: null,
    state: 'queued',
    remoteJobId: null,
    remoteStatus: null,
    createdAt: n,
    sentAt: null,
    startedAt: null,
    endedAt: null,
    durationMs: null,
    polls: 0,
    slow: false,
    forgottenAt: null,
    error: null,
    verdict: 'none',
    summary: '',
    body: null,
    files: null,
    retryOf: null,
    attached: false,
    watching: true,
    acknowledged: false,
    tags: [],
    note: null,
    ...more,
  }
}

interface PageInput {
  readonly filter: JobFilterInput
  readonly before: string | null
  readonly limit: number
}

/** A stand-in for main: it answers from a list of jobs, and records every request. */
export class FakeMain {
  readonly asked: string[] = []
  jobs: Job[]
  refusing = false
  /** What a query finds. */
  fits = (_job: Job): boolean => true
  /** How often a count was asked for. */
  counts = 0
  /** How often a place was sought. */
  seeks = 0
  readonly #callbacks = new Map<string, Set<(payload: unknown) => void>>()

  /** Begins with `count` jobs; the newest has the number `count`. */
  constructor(count: number) {
    this.jobs = Array.from({ length: count }, (_, at) => job(count - at))
  }

  /** Installs itself as the bridge of the window. */
  install(): void {
    Object.assign(globalThis, {
      window: {
        api: {
          request: async (route: string, input: unknown) => this.#answer(route, input),
          on: (topic: string, callback: (payload: unknown) => void) => {
            const callbacks = this.#callbacks.get(topic) ?? new Set()
            this.#callbacks.set(topic, callbacks.add(callback))
            return () => callbacks.delete(callback)
          },
        },
      },
    })
  }

  /** Adds new jobs at the top, and sends them to the window. */
  add(...numbers: readonly number[]): void {
    const added = numbers.map((n) => job(n))
    this.jobs = [...added, ...this.jobs].toSorted((a, b) => (a.id < b.id ? 1 : -1))
    this.send(added)
  }

  /** Changes a job, and sends the change to the window. */
  change(n: number, state: JobState, more: Partial<Job> = {}): void {
    const changed = { ...job(n), ...more, state }
    this.jobs = this.jobs.map((old) => (old.id === changed.id ? changed : old))
    this.send([changed])
  }

  send(jobs: readonly Job[], more = false): void {
    for (const callback of this.#callbacks.get('jobs.changed') ?? []) callback({ jobs, more })
  }

  get callbacks(): number {
    return this.#callbacks.get('jobs.changed')?.size ?? 0
  }

  /** By how long they took, longest first; jobs that took equally long as they stand. */
  #sort = (fitting: readonly Job[]): readonly Job[] =>
    fitting.toSorted((a, b) => (b.durationMs ?? -1) - (a.durationMs ?? -1))

  #readSorted(fitting: readonly Job[], before: string | null, limit: number): JobPage {
    const sorted = this.#sort(fitting)
    const from = sorted.findIndex(({ id }) => id === before) + 1
    const jobs = sorted.slice(from, from + limit)
    return { jobs, next: from + limit < sorted.length ? (jobs.at(-1)?.id ?? null) : null }
  }

  #answer(route: string, input: unknown): unknown {
    if (this.refusing) return fail(appError('journal.unwritable', { reason: 'no rights' }))
    const { filter, before, limit } = input as PageInput
    const forward = filter.order === 'list'
    const newest = this.jobs.filter((job) => (filter.states?.includes(job.state) ?? true) && this.fits(job))
    const fitting = forward ? newest.toReversed() : newest
    if (route === 'jobs.count') {
      this.counts += 1
      return ok(fitting.length)
    }
    if (route === 'jobs.seek') {
      this.seeks += 1
      const { rows } = input as { readonly rows: number }
      const list = filter.sort === undefined ? fitting : this.#sort(fitting)
      return ok(rows === 0 ? null : (list.slice(0, rows).at(-1)?.id ?? null))
    }
    this.asked.push(before ?? 'newest')
    if (filter.sort !== undefined) return ok(this.#readSorted(fitting, before, limit))
    const rest = fitting.filter(({ id }) => before === null || (forward ? id > before : id < before))
    const jobs = rest.slice(0, limit)
    return ok({ jobs, next: rest.length > limit ? (jobs.at(-1)?.id ?? null) : null })
  }
}
