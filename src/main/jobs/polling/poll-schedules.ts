import type { JournalReader } from '#main/storage/journal/journal.ts'
import { MAX_DURATIONS, PollSchedule } from './poll-schedule.ts'

interface WorkflowKey {
  readonly connectionId: string
  readonly workflowId: string
}

/** The poll schedule of every workflow on every connection; what the journal knows is read when it is first needed. */
export class PollSchedules {
  readonly #reader: JournalReader
  readonly #random: () => number
  readonly #byWorkflow = new Map<string, PollSchedule | Promise<PollSchedule>>()

  constructor(reader: JournalReader, random: () => number) {
    this.#reader = reader
    this.#random = random
  }

  /** Returns no promise when it is loaded already, so that ten thousand jobs do not need ten thousand promises. */
  find(workflow: WorkflowKey): PollSchedule | Promise<PollSchedule> {
    const key = toKey(workflow)
    const existing = this.#byWorkflow.get(key)
    if (existing !== undefined) return existing
    const loading = this.#load(key, workflow)
    this.#byWorkflow.set(key, loading)
    return loading
  }

  /** A job of the workflow ended after `durationMs`. */
  learn(workflow: WorkflowKey, durationMs: number): void {
    const schedule = this.#byWorkflow.get(toKey(workflow))
    if (schedule instanceof PollSchedule) schedule.learn(durationMs)
  }

  /** Without what the journal knows, jobs are polled as those of a new workflow: a read that fails stops no polling. */
  async #load(key: string, { connectionId, workflowId }: WorkflowKey): Promise<PollSchedule> {
    const durations = await this.#reader.durations(connectionId, workflowId, MAX_DURATIONS).catch(() => [])
    const schedule = new PollSchedule(this.#random, durations)
    this.#byWorkflow.set(key, schedule)
    return schedule
  }
}

const toKey = ({ connectionId, workflowId }: WorkflowKey): string => `${connectionId}\n${workflowId}`
