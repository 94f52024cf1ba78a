import type { Credentials } from '#main/filestack/client.ts'
import { isOnConnectionHost } from '#main/filestack/file-url.ts'
import { readResults } from '#shared/model/results/index.ts'

/** A file that a result links to, on the connection's own CDN host. */
export interface OutputFile {
  /** RFC 6901 pointer to its task in the result. */
  readonly pointer: string
  readonly url: string
  readonly mimetype: string
}

/** Larger results are not read through on main's thread. */
const MAX_RESULT_BYTES = 4 * 1024 * 1024

/** The produced files of a status answer; none where it cannot be read. Links to elsewhere are never followed. */
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
