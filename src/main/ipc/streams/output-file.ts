import { toOfferedFileName } from '#main/export/offered-file-name.ts'
import { toSignedFileUrl } from '#main/filestack/file-url.ts'
import { createSigner } from '#main/filestack/security.ts'
import { toOfferedName } from '#main/lib/offered-name.ts'
import type { KeptResults } from '#main/ipc/kept-results/kept-results.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

export interface OutputFileServices {
  readonly reader: Pick<JournalReader, 'job' | 'storedOutputFiles'>
  readonly keptResults: KeptResults
  /** The path of the copy of an output file. */
  readonly keptPath: (jobId: string, pointer: string) => string
  readonly connections: Pick<ConnectionStore, 'open'>
  /** Unix ms. */
  readonly now: () => number
}

/** An output file of a task. */
export interface OutputFile {
  /** Its address, with the security step. It never leaves main. */
  readonly url: string
  /** Its name, without any path. */
  readonly name: string
  /** The copy that is kept here. */
  readonly kept?: { readonly path: string; readonly mimetype: string; readonly bytes: number }
}

/** Finds the file at an RFC 6901 pointer of a result. Only a file on the CDN host of the connection is accepted. */
export function createOutputFileFinder({
  reader,
  keptResults,
  connections,
  now,
  keptPath,
}: OutputFileServices) {
  const signer = createSigner()
  return async (jobId: string, pointer: string): Promise<Result<OutputFile>> => {
    const job = await reader.job(jobId)
    if (job === null) return fail(appError('job.missing'))
    const node = await keptResults.select(jobId, { as: 'raw', pointer })
    if (!node.ok) return node.error.code === 'job.noNode' ? fail(appError('file.none')) : node
    const named = fileIn(node.data)
    if (named === null) return fail(appError('file.none'))
    const connection = await connections.open(job.connectionId)
    if (!connection.ok) return connection
    const url = toSignedFileUrl(named.url, connection.data, signer, now())
    if (url === null) return fail(appError('file.notOurs'))
    const kept = (await reader.storedOutputFiles(jobId)).find(
      (file) => pointer.replace(/\/url$/, '') === file.pointer,
    )
    const file = { url, name: fileName(named, pointer) }
    if (kept === undefined) return ok(file)
    const { mimetype, bytes } = kept
    return ok({ ...file, kept: { path: keptPath(jobId, kept.pointer), mimetype, bytes } })
  }
}

interface NamedFile {
  readonly url: string
  readonly filename: string
  readonly mimetype: string
}

/** The node may be the link itself, or a task with the link in `url` or `data.url` (docs/filestack-api.md §4). */
function fileIn(node: Uint8Array): NamedFile | null {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(node))
  } catch {
    return null
  }
  if (typeof value === 'string') return { url: value, filename: '', mimetype: '' }
  const data = field(value, 'data')
  const of = (name: string): string => {
    const found = field(value, name) ?? field(data, name)
    return typeof found === 'string' ? found : ''
  }
  return of('url') === '' ? null : { url: of('url'), filename: of('filename'), mimetype: of('mimetype') }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/svg+xml': '.svg',
  'application/pdf': '.pdf',
  'application/json': '.json',
  'video/mp4': '.mp4',
}

/** A name for saving. A name that the service gives is not trusted to be a safe file name. */
function fileName({ filename, mimetype }: NamedFile, pointer: string): string {
  const key = pointer.split('/').findLast((token) => token !== '' && token !== 'url') ?? 'file'
  const name = filename === '' ? key + (EXTENSIONS[mimetype] ?? '') : filename
  return toOfferedFileName(toOfferedName(name, 'file'))
}
