import type { Credentials } from '#main/filestack/client.ts'
import { isOutputFile } from '#main/filestack/file-url.ts'
import { findMembers, parseMember } from '#main/filestack/top-level.ts'
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

/** Larger results are read member by member, with turns for other work in between: parsing them at once would block main. */
const MAX_PARSED_BYTES = 256 * 1024

/**
 * The output files that a result links to; none where the result cannot be read. Links to other hosts than the connection's own,
 * and links that would make the service do something, are left out: they are never followed.
 */
export async function findOutputFiles(
  body: Uint8Array,
  connection: FileConnection,
): Promise<readonly OutputFile[]> {
  const results = body.length > MAX_PARSED_BYTES ? await readSmallTasks(body) : parseResults(body)
  return readResults(results).flatMap((task) =>
    task.kind === 'file' && isOutputFile(task.url, connection)
      ? [{ pointer: task.pointer, url: task.url, mimetype: task.mimetype ?? '' }]
      : [],
  )
}

/** The tasks of a large result whose values are small: what tells of a file always is. */
async function readSmallTasks(body: Uint8Array): Promise<unknown> {
  const answer = await findMembers(body)
  const results = typeof answer === 'string' ? undefined : answer.get('results')
  const tasks = results === undefined ? 'empty' : await findMembers(results)
  if (typeof tasks === 'string') return null
  const parsed = [...tasks].map(([name, bytes]) => [name, parseMember(bytes)] as const)
  return Object.fromEntries(parsed.filter(([, value]) => value !== undefined))
}

function parseResults(body: Uint8Array): unknown {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof answer === 'object' && answer !== null && 'results' in answer ? answer.results : null
  } catch {
    return null
  }
}
