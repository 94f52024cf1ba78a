import type { Credentials } from '#main/filestack/client.ts'
import { isOnConnectionHost } from '#main/filestack/file-url.ts'
import { readResults } from '#shared/model/results/index.ts'

/** A file that a task produced, on the connection's own CDN host. */
export interface OutputFile {
  /** RFC 6901 pointer to its task in the result. */
  readonly pointer: string
  readonly url: string
  readonly mimetype: string
}

/** Larger results are not parsed: that would block the main thread. */
const MAX_RESULT_BYTES = 4 * 1024 * 1024

/**
 * The output files that a result links to; none where the result cannot be read. Links to other hosts than the connection's own
 * are left out: they are never followed.
 */
export function findOutputFiles(body: Uint8Array, hosts: Credentials['hosts']): readonly OutputFile[] {
  if (body.length > MAX_RESULT_BYTES) return []
  return readResults(parseResults(body)).flatMap((task) =>
    task.kind === 'file' && isOnConnectionHost(task.url, { hosts })
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
