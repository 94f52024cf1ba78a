import type { JournalReader } from './journal.ts'
import { createReader } from './create-reader.ts'
import type { JournalOptions } from './open-journal.ts'
import type { ReaderApi } from './rpc.ts'
import { WorkerClient } from './worker-client.ts'

export interface OpenedReader {
  readonly reader: JournalReader
  /** Waits for the answers to earlier questions. */
  close(): Promise<void>
  /** Ends the thread at once; earlier questions reject. */
  abandon(): void
}

/**
 * Opens one more reader of a journal that is open, in a thread of its own: the app's screens read by it, so that a search
 * never holds up what the engine reads. Rejects with a `JournalError`.
 */
export async function openReader({
  folder,
  spawn,
  onNotice,
}: Pick<JournalOptions, 'folder' | 'onNotice'> & {
  readonly spawn: Pick<JournalOptions['spawn'], 'reader'>
}): Promise<OpenedReader> {
  const worker = new WorkerClient<ReaderApi>(spawn.reader, folder)
  if (onNotice !== undefined) worker.onNotice = onNotice
  try {
    await worker.open()
  } catch (cause) {
    await worker.close().catch(() => undefined)
    throw cause
  }
  return { reader: createReader(worker), close: () => worker.close(), abandon: () => worker.abandon() }
}
