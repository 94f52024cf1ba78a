import { open } from 'node:fs/promises'
import { isOutputFile } from '#main/filestack/file-url.ts'
import type { ReadBodyFile } from '#main/filestack/results/body-file-reader.ts'
import { readFactsOf } from '#main/filestack/results/read-body.ts'
import type { FileTask } from '#main/filestack/results/result-facts.ts'
import type { Engine } from '#main/jobs/engine.ts'
import { isIntactBody } from '#main/lib/body-file.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

export interface OutputFileServices {
  readonly reader: Pick<JournalReader, 'body' | 'storedOutputFiles'>
  readonly connections: Pick<ConnectionStore, 'find'>
  readonly engine: Pick<Engine, 'openOutputFile'>
  /** Reads a large result. */
  readonly readBodyFile: ReadBodyFile
  /** The path of the copy of an output file. */
  readonly keptPath: (jobId: string, pointer: string) => string
}

/** The output files of a job, with the copies that are kept of them. */
export async function listOutputFiles(
  { reader, readBodyFile }: OutputFileServices,
  { id }: Job,
): Promise<readonly FileTask[]> {
  const body = await reader.body(id)
  if (body === null) return []
  if (body.kind === 'file') {
    const reading = await readBodyFile({ path: body.path, ...body.info }).catch(() => null)
    return reading?.isIntact === true ? reading.facts.fileTasks : []
  }
  return isIntactBody(body.info, body.bytes) ? readFactsOf(body.bytes).fileTasks : []
}

/** The bytes of an output file: of the copy that is kept here, or else from the service. A link to another host is not followed. */
export async function openOutputFileBytes(
  { reader, connections, engine, keptPath }: OutputFileServices,
  { id, connectionId }: Job,
  { pointer, url }: FileTask,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  const kept = (await reader.storedOutputFiles(id)).find((file) => file.pointer === pointer)
  const copy = kept === undefined ? null : await open(keptPath(id, pointer)).catch(() => null)
  if (copy !== null) return ok(copy.createReadStream() as AsyncIterable<Uint8Array>)
  const connection = connections.find(connectionId)
  if (connection === null) return fail(appError('connection.missing'))
  if (!isOutputFile(url, connection)) return fail(appError('file.notOurs'))
  return engine.openOutputFile(connectionId, url, signal)
}
