import {
  describeAnswer,
  describeResults,
  field,
  findFailureWords,
  isFields,
  readResults,
  type Description,
  type TaskResult,
} from '#shared/model/results/index.ts'

/** A file that a task produced, as the result names it. */
export interface FileTask {
  /** RFC 6901 pointer to its task in the result. */
  readonly pointer: string
  readonly url: string
  readonly mimetype: string
  /** The key of its task. */
  readonly key: string
  /** What the service calls it; empty where it does not say. */
  readonly filename: string
}

/** What the engine has to know of a result. */
export interface ResultFacts {
  /** Null where the result is too large to be read through. */
  readonly description: Description | null
  /** What a failed one says of why. */
  readonly failureWords: string | null
  readonly fileTasks: readonly FileTask[]
}

/**
 * Reads a result that was parsed, or anything else that came in its place. `hasFailed`: false where it is known that there is
 * nothing to say of a failure.
 */
export function readResultFacts(answer: unknown, hasFailed = true): ResultFacts {
  const results = isFields(answer) ? field(answer, 'results') : undefined
  const tasks = readResults(results)
  return {
    description: isFields(results) ? describeResults(tasks) : describeAnswer(answer),
    failureWords: hasFailed ? findFailureWords(answer) : null,
    fileTasks: toFileTasks(tasks),
  }
}

/** The tasks among the `results` of an answer that produced a file. */
export const findFileTasks = (results: unknown): readonly FileTask[] => toFileTasks(readResults(results))

const toFileTasks = (tasks: readonly TaskResult[]): readonly FileTask[] =>
  tasks.flatMap((task) =>
    task.kind === 'file'
      ? [
          {
            pointer: task.pointer,
            url: task.url,
            mimetype: task.mimetype ?? '',
            key: task.key,
            filename: task.filename ?? '',
          },
        ]
      : [],
  )
