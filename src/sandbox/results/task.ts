import type { Json } from '#sandbox/json.ts'
import type { Random } from '#sandbox/random.ts'

/** What a task's value depends on, and nothing else: the same job always gives the same bytes. */
export interface TaskContext {
  /** Seeded by (seed, workflow, source, task key). */
  readonly random: Random
  /** One job in five is flagged, by exactly one of its tasks: here, by this one. */
  readonly flagged: boolean
  readonly source: string
  /** Makes an image and gives it an address that lives as long as the job. */
  readonly image: (
    width: number,
    height: number,
  ) => { readonly url: string; readonly mimetype: string; readonly size: number }
}

/** Makes the value of one task. */
export type Task = (context: TaskContext) => Json
