import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { DERIVED_NAMES, markDamaged } from '#main/storage/facts/facts-files.ts'
import { JournalError, type JournalReader, type JournalWriter } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { CompactResult } from '#shared/model/disk-use.ts'

const REPORT_INTERVAL_MS = 200
/** The file is written twice before the old one goes: beside itself, then into its log. */
const ROOM_FACTOR = 2

export interface CompactionOptions {
  readonly folder: string
  readonly writer: Pick<JournalWriter, 'compact'>
  readonly reader: Pick<JournalReader, 'fileSpace'>
  /** How far it is, from 0 to 1; null while that is not known. */
  readonly onProgress: (share: number | null) => void
}

/** Gives the room that deleted jobs leave in the history's file back to the disk. */
export interface Compaction {
  /** Bytes of the file that hold nothing. */
  readonly measureFree: () => Promise<number>
  readonly compact: () => Promise<Result<CompactResult>>
}

export function createCompaction({ folder, writer, reader, onProgress }: CompactionOptions): Compaction {
  let isUnderWay = false
  const compact = async (): Promise<Result<CompactResult>> => {
    const { bytes, free } = await reader.fileSpace()
    const { bavail, bsize } = await statfs(folder)
    const size = bytes - free
    if (bavail * bsize < ROOM_FACTOR * size) return fail(appError('backup.diskFull'))
    const stopReporting = reportLog(join(folder, 'journal.db-wal'), size, onProgress)
    try {
      const { bytesBefore, bytesAfter, isRenumbered } = await writer.compact()
      if (isRenumbered) for (const name of DERIVED_NAMES) markDamaged(folder, name)
      return ok({ freed: Math.max(0, bytesBefore - bytesAfter) })
    } catch (cause) {
      if (cause instanceof JournalError) return fail(cause.error)
      throw cause
    } finally {
      stopReporting()
    }
  }
  return {
    measureFree: async () => (await reader.fileSpace()).free,
    compact: async () => {
      if (isUnderWay) return fail(appError('backup.busy'))
      isUnderWay = true
      try {
        return await compact()
      } finally {
        isUnderWay = false
      }
    },
  }
}

/** SQLite tells nothing meanwhile; in its second half the log grows to the size of the new file. */
function reportLog(log: string, size: number, onProgress: CompactionOptions['onProgress']): () => void {
  onProgress(null)
  const timer = setInterval(() => {
    void stat(log).then(
      ({ size: written }) =>
        onProgress(written > size / 50 ? Math.min(1, written / Math.max(1, size)) : null),
      () => undefined,
    )
  }, REPORT_INTERVAL_MS)
  return () => clearInterval(timer)
}
