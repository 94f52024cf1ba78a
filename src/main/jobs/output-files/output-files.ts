import type { Credentials } from '#main/filestack/client.ts'
import { isOutputFile } from '#main/filestack/file-url.ts'
import type { FileTask, ResultFacts } from '#main/filestack/results/result-facts.ts'

/** A file that a task produced, on the connection's own CDN host. */
export type OutputFile = FileTask

/** What tells a connection's own output files. */
export type FileConnection = Pick<Credentials, 'apiKey' | 'hosts'>

/**
 * The output files that a result links to. Links to other hosts than the connection's own, and links that would make the
 * service do something, are left out: they are never followed.
 */
export function selectOutputFiles(
  { fileTasks }: ResultFacts,
  connection: FileConnection,
): readonly OutputFile[] {
  return fileTasks.filter(({ url }) => isOutputFile(url, connection))
}
