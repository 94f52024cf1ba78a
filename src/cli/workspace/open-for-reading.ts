import { existsSync } from 'node:fs'
import { openReading } from '#main/storage/journal/open-reading.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { Output } from '#cli/output/output.ts'
import type { Threads } from './threads.ts'

export interface OpenedHistory {
  readonly reader: JournalReader
  close(): Promise<void>
}

/**
 * Opens the history for reading only, while another process may write it. Null when there is none yet. Throws a `JournalError` when
 * it cannot be read.
 */
export async function openForReading(
  folder: string,
  threads: Threads,
  output: Output,
): Promise<OpenedHistory | null> {
  if (!existsSync(folder)) return null
  const opened = await openReading({ folder, spawn: threads })
  for (const { error } of opened?.notices ?? []) output.error(error)
  return opened
}
