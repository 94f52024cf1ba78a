import { open, readFile } from 'node:fs/promises'
import { isIntactBody } from '#main/lib/body-file.ts'
import { Turns } from '#main/lib/turns.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { writeFileInPlace } from './write-in-place.ts'

/** Jobs, page by page. */
export type JobPages = AsyncIterable<readonly Job[]>

/** How many results were written, and how many jobs have none that can be read. */
export interface WrittenResults {
  readonly results: number
  readonly left: number
}

interface ResultsOf {
  readonly reader: Pick<JournalReader, 'body'>
  readonly jobs: JobPages
}

/** So many bytes of results are copied; of more a file is made. */
const MAX_COPIED_BYTES = 32 * 1024 * 1024

const [OPEN, BETWEEN, CLOSE] = ['[\n', ',\n', '\n]\n'].map((text) => Buffer.from(text))

/**
 * The results of jobs as one array of JSON, each byte for byte as it was received. A result that is missing, damaged or no JSON is left
 * out. Errors: `export.tooLargeToCopy`.
 */
export async function joinResults(
  about: ResultsOf,
): Promise<Result<WrittenResults & { readonly bytes: Buffer }>> {
  const pieces: Uint8Array[] = []
  let size = 0
  const written = await writeArray(about, async (piece) => {
    size += piece.length
    if (size <= MAX_COPIED_BYTES) pieces.push(piece)
    return size <= MAX_COPIED_BYTES
  })
  if (size > MAX_COPIED_BYTES) return fail(appError('export.tooLargeToCopy'))
  return ok({ ...written, bytes: Buffer.concat(pieces) })
}

/** The same as a file, which appears under its name when it is complete. Errors: `export.unwritable`; those of the journal. */
export function exportResults(
  about: ResultsOf & { readonly path: string; readonly redact: (text: string) => string },
): Promise<Result<WrittenResults>> {
  return writeFileInPlace(about, async (temporary) => {
    const file = await open(temporary, 'w')
    try {
      const written = await writeArray(about, async (piece) => {
        await file.writeFile(piece)
        return true
      })
      await file.sync()
      return written
    } finally {
      await file.close()
    }
  })
}

/** `write` answers whether there is room for more. */
async function writeArray(
  { reader, jobs }: ResultsOf,
  write: (piece: Uint8Array) => Promise<boolean>,
): Promise<WrittenResults> {
  const turns = new Turns()
  let results = 0
  let left = 0
  for await (const page of jobs) {
    for (const job of page) {
      if (turns.isOver()) await turns.next()
      const body = await readResult(reader, job.id)
      if (body === null) left += 1
      else {
        await write((results === 0 ? OPEN : BETWEEN) ?? Buffer.alloc(0))
        results += 1
        if (!(await write(body))) return { results, left }
      }
    }
  }
  await write(results === 0 ? Buffer.from('[]\n') : (CLOSE ?? Buffer.alloc(0)))
  return { results, left }
}

async function readResult(reader: Pick<JournalReader, 'body'>, jobId: string): Promise<Uint8Array | null> {
  const body = await reader.body(jobId)
  if (body === null) return null
  const bytes = body.kind === 'inline' ? body.bytes : await readFile(body.path).catch(() => null)
  return bytes !== null && isIntactBody(body.info, bytes) && isJson(bytes, body.kind === 'file')
    ? bytes
    : null
}

/** A large result was read as it came; that it is an object is looked at only. */
function isJson(bytes: Uint8Array, isLarge: boolean): boolean {
  if (isLarge) return bytes[0] === 0x7b && bytes.at(-1) === 0x7d
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return true
  } catch {
    return false
  }
}
