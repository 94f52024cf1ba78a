import type { Credentials } from '#main/filestack/client.ts'
import { isOutputFile } from '#main/filestack/file-url.ts'
import { readResults } from '#shared/model/results/index.ts'

/** A file that a task produced, on the connection's own CDN host. */
export interface OutputFile {
  /** RFC 6901 pointer to its task in the result. */
  readonly pointer: string
  readonly url: string
  readonly mimetype: string
}

/** What tells a connection's own output files. */
export type FileConnection = Pick<Credentials, 'apiKey' | 'hosts'>

/** Larger results are not parsed: that would block the main thread. */
const MAX_RESULT_BYTES = 4 * 1024 * 1024

/**
 * The output files that a result links to; none where the result cannot be read. Links to other hosts than the connection's own,
 * and links that would make the service do something, are left out: they are never followed.
 */
export function findOutputFiles(body: Uint8Array, connection: FileConnection): readonly OutputFile[] {
  if (body.length > MAX_RESULT_BYTES) return []
  return readResults(parseResults(body)).flatMap((task) =>
    task.kind === 'file' && isOutputFile(task.url, connection)
      ? [{ pointer: task.pointer, url: task.url, mimetype: task.mimetype ?? '' }]
      : [],
  )
}

function parseResults(body: Uint8Array): unknown {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof answer === 'object' && answer !== null && 'results' in answer ? answer.results : null
  } catch {
    return null
  }
}
