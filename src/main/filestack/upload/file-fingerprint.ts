import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { FileFingerprint } from '#shared/model/upload.ts'
import { openLocalFile, type LocalFile } from './local-file.ts'

/** Bytes read at each end of a file. */
const EDGE_BYTES = 65_536

/** What makes the file at `path` the same file later. Errors: `upload.vanished`, `unreadable`, `empty`, `notAFile`. */
export async function fingerprintFile(path: string): Promise<Result<FileFingerprint>> {
  const opened = await openLocalFile(path)
  if (!opened.ok) return opened
  try {
    return await fingerprintOpenFile(opened.data)
  } finally {
    await opened.data.close()
  }
}

export async function fingerprintOpenFile(file: LocalFile): Promise<Result<FileFingerprint>> {
  const { size, mtimeMs } = file
  const hash = createHash('sha256')
  const edge = Buffer.allocUnsafe(Math.min(EDGE_BYTES, size))
  for (const position of [0, size - edge.length]) {
    const trouble = await file.readInto(edge, position)
    if (trouble !== null) return fail(trouble)
    hash.update(edge)
  }
  return ok({ size, mtimeMs, edgeHash: hash.digest('hex') })
}

export function isSameFile(a: FileFingerprint, b: FileFingerprint): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.edgeHash === b.edgeHash
}
