import { hashFileEdges } from '#main/lib/hash-file.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { FileFingerprint } from '#shared/model/upload.ts'
import { openLocalFile, type LocalFile } from './local-file.ts'

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

/** The same for a file that is open already. */
export async function fingerprintOpenFile(file: LocalFile): Promise<Result<FileFingerprint>> {
  const { size, mtimeMs } = file
  const edges = await hashFileEdges(size, file.readInto)
  return edges.ok ? ok({ size, mtimeMs, edgeHash: edges.data }) : edges
}

/** True when both are the same file in the same state. */
export function isSameFile(a: FileFingerprint, b: FileFingerprint): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.edgeHash === b.edgeHash
}
