import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** Bytes hashed at each end of a file. The journal keeps such hashes: another number would make every file a changed one. */
const EDGE_BYTES = 65_536
const CHUNK_BYTES = 1024 * 1024

/** Lowercase hex SHA-256 of a whole file. Rejects with what the file system says. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
    hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * Lowercase hex SHA-256 over the first and the last 64 kB of a file of `size` bytes. `readInto` fills the whole buffer from
 * a position in the file, or answers why it cannot.
 */
export async function hashFileEdges<E>(
  size: number,
  readInto: (buffer: Buffer, position: number) => Promise<E | null>,
): Promise<Result<string, E>> {
  const hash = createHash('sha256')
  const edge = Buffer.allocUnsafe(Math.min(EDGE_BYTES, size))
  for (const position of [0, size - edge.length]) {
    const error = await readInto(edge, position)
    if (error !== null) return fail(error)
    hash.update(edge)
  }
  return ok(hash.digest('hex'))
}
