import { Lru } from '#main/lib/lru.ts'
import { emptySet, type JobSet } from '#main/storage/journal/query/job-set.ts'
import type { NormalizedFilter } from '#main/storage/journal/query/normalize-filter.ts'
import { JOB_STATES } from '#shared/model/job.ts'

/** How the rows of `jobs` are read; each row is an array of its columns. */
export interface RowReads {
  readonly iterate: (
    sql: string,
    ...values: readonly (number | string)[]
  ) => Iterable<readonly (number | string | null)[]>
}

/** The states, and one for a row that is not there. */
const ABSENT = 255
const CODES = new Map<string, number>(JOB_STATES.map((state, at) => [state, at]))
const UNKNOWN_CODE = JOB_STATES.indexOf('unknown')

/** What so many filters find is kept, a megabyte for each million jobs. */
const MAX_FOUND = 4

interface KnownRun {
  readonly id: string
  readonly connectionId: string
  readonly workflowId: string
  readonly createdAt: number
  /** How many of its jobs are in which state, as one text: when it differs, some of them changed. */
  counts: string
  /** Its jobs that are known. */
  jobs: number
}

/**
 * What most filters ask of each job, in memory: its run and its state, by its row in the journal. Six bytes a job, so that
 * any of them is answered in the order of any column without a look at the disk.
 */
export class JobTable {
  readonly #reads: RowReads
  readonly #runs: KnownRun[] = []
  readonly #runNumbers = new Map<string, number>()
  #runOfJob = new Uint32Array(1024)
  #states = new Uint8Array(1024).fill(ABSENT)
  #lastRow = 0
  /** What filters found since the last update. */
  #found = new Lru<string, JobSet>(MAX_FOUND)

  constructor(reads: RowReads) {
    this.#reads = reads
  }

  /** The highest row there is. */
  get lastRow(): number {
    return this.#lastRow
  }

  has(row: number): boolean {
    return row <= this.#lastRow && this.#states[row] !== ABSENT
  }

  /** Reads what changed since the last time; the rows that came, went or are in another state. */
  update(): number[] {
    this.#found = new Lru(MAX_FOUND)
    const changed: number[] = []
    const counts = new Map<string, string>()
    const selectCounts = 'SELECT run_id, state, jobs FROM run_counts WHERE jobs > 0 ORDER BY run_id, state'
    for (const [run, state, jobs] of this.#reads.iterate(selectCounts))
      counts.set(String(run), `${counts.get(String(run)) ?? ''}${state} ${jobs} `)
    this.#readRuns(counts.keys())
    for (const [number, run] of this.#runs.entries()) {
      const now = counts.get(run.id) ?? ''
      if (now === run.counts) continue
      run.counts = now
      this.#readJobs(number, run, changed)
    }
    return changed
  }

  /** The rows that fit everything that a filter asks except its searches. */
  find(filter: NormalizedFilter): JobSet {
    const runs = Uint8Array.from(this.#runs, (run) => (isOfRun(run, filter) ? 1 : 0))
    const states = new Uint8Array(256)
    for (const state of filter.states ?? JOB_STATES) states[codeOf(state)] = 1
    const key = `${runs.join('')} ${states.join('')}`
    const found = this.#found.get(key) ?? this.#findRows(runs, states)
    this.#found.set(key, found)
    return found
  }

  #findRows(runs: Uint8Array, states: Uint8Array): JobSet {
    const set = emptySet(this.#lastRow)
    const [stateOf, runOf] = [this.#states, this.#runOfJob]
    for (let row = 1; row <= this.#lastRow; row += 1)
      set[row - 1] = (states[stateOf[row] ?? ABSENT] ?? 0) & (runs[runOf[row] ?? 0] ?? 0)
    return set
  }

  #addRun(row: readonly (number | string | null)[] | undefined, id: string): void {
    this.#runNumbers.set(id, this.#runs.length)
    const [connectionId, workflowId, createdAt] = row ?? []
    this.#runs.push({
      id,
      connectionId: String(connectionId),
      workflowId: String(workflowId),
      createdAt: Number(createdAt),
      counts: '',
      jobs: 0,
    })
  }

  /** The runs of these ids. Where a run was lost with a damaged journal, its jobs say what it was. */
  #readRuns(ids: Iterable<string>): void {
    const fields = 'connection_id, workflow_id, created_at'
    for (const id of ids) {
      if (this.#runNumbers.has(id)) continue
      const [run] = this.#reads.iterate(`SELECT ${fields} FROM runs WHERE id = ?`, id)
      const [job] =
        run === undefined
          ? this.#reads.iterate(`SELECT ${fields} FROM jobs WHERE run_id = ? LIMIT 1`, id)
          : []
      this.#addRun(run ?? job, id)
    }
  }

  #readJobs(number: number, run: KnownRun, changed: number[]): void {
    let read = 0
    let added = 0
    for (const row of this.#rowsOf(run)) {
      const code = codeOf(row.state)
      this.#grow(row.row)
      read += 1
      const isKnown = this.#states[row.row] !== ABSENT && this.#runOfJob[row.row] === number
      if (!isKnown) added += 1
      if (!isKnown || this.#states[row.row] !== code) changed.push(row.row)
      this.#states[row.row] = code
      this.#runOfJob[row.row] = number
    }
    if (read < run.jobs + added) this.#removeGone(number, run, changed)
    run.jobs = read
  }

  *#rowsOf({ id }: KnownRun): Generator<{ readonly row: number; readonly state: string }> {
    for (const [row, state] of this.#reads.iterate('SELECT rowid, state FROM jobs WHERE run_id = ?', id))
      yield { row: Number(row), state: String(state) }
  }

  /** Takes out the rows of a run that are not there any more. */
  #removeGone(number: number, run: KnownRun, changed: number[]): void {
    const seen = new Set(Array.from(this.#rowsOf(run), ({ row }) => row))
    for (let row = 1; row <= this.#lastRow; row += 1) {
      if (this.#runOfJob[row] !== number || this.#states[row] === ABSENT || seen.has(row)) continue
      this.#states[row] = ABSENT
      changed.push(row)
    }
  }

  #grow(row: number): void {
    this.#lastRow = Math.max(this.#lastRow, row)
    if (row < this.#states.length) return
    const length = Math.max(row + 1, Math.ceil(this.#states.length * 1.5))
    const runOfJob = new Uint32Array(length)
    const states = new Uint8Array(length).fill(ABSENT)
    runOfJob.set(this.#runOfJob)
    states.set(this.#states)
    this.#runOfJob = runOfJob
    this.#states = states
  }
}

/** A damaged row shows as one that may have started. */
const codeOf = (state: string): number => CODES.get(state) ?? UNKNOWN_CODE

function isOfRun(run: KnownRun, filter: NormalizedFilter): boolean {
  const { runs, workflows, connections, notRuns, notWorkflows, notConnections, after, before } = filter
  return (
    (runs === null || runs.includes(run.id)) &&
    (workflows === null || workflows.includes(run.workflowId)) &&
    (connections === null || connections.includes(run.connectionId)) &&
    !notRuns.includes(run.id) &&
    !notWorkflows.includes(run.workflowId) &&
    !notConnections.includes(run.connectionId) &&
    (after === null || run.createdAt >= after) &&
    (before === null || run.createdAt < before)
  )
}
