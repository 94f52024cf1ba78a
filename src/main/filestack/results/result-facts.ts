import {
  describeAnswer,
  field,
  findFailureWords,
  isFields,
  readResults,
  type Description,
} from '#shared/model/results/index.ts'

/** A file that a task produced, as the result names it. */
export interface FileTask {
  /** RFC 6901 pointer to its task in the result. */
  readonly pointer: string
  readonly url: string
  readonly mimetype: string
}

/** What the engine has to know of a result. */
export interface ResultFacts {
  /** Null where the result is too large to be read through. */
  readonly description: Description | null
  /** What a failed one says of why. */
  readonly failureWords: string | null
  readonly fileTasks: readonly FileTask[]
}

/** Reads a result that was parsed, or anything else that came in its place. */
export function readResultFacts(answer: unknown): ResultFacts {
  return {
    description: describeAnswer(answer),
    failureWords: findFailureWords(answer),
    fileTasks: isFields(answer) ? findFileTasks(field(answer, 'results')) : [],
  }
}

/** The tasks among the `results` of an answer that produced a file. */
export function findFileTasks(results: unknown): readonly FileTask[] {
  return readResults(results).flatMap((task) =>
    task.kind === 'file' ? [{ pointer: task.pointer, url: task.url, mimetype: task.mimetype ?? '' }] : [],
  )
}
