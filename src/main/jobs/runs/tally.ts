import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Run } from '#shared/model/run.ts'

/** What a run has spent: requests that started a job or may have, and those that were refused. */
export interface Tally {
  starts: number
  refused: number
}

/** What a run has spent by the journal. Rejects with a `JournalError`. */
export async function readTally(reader: JournalReader, { id, counts }: Run): Promise<Tally> {
  // A file whose upload failed was never sent.
  const failedUploads = counts.failed > 0 ? ((await reader.runFiles(id))?.failed ?? 0) : 0
  return {
    starts:
      counts.started + counts.finished + counts.failed + counts.expired + counts.unknown - failedUploads,
    refused: counts.rejected,
  }
}
