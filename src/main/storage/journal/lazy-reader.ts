import type { JournalReader } from './journal.ts'
import type { OpenedReader } from './open-reader.ts'

/** A reader in a thread of its own that is opened when it is first asked. */
export interface LazyReader extends Pick<JournalReader, 'count' | 'page'> {
  close(): Promise<void>
}

export function createLazyReader(open: () => Promise<OpenedReader>): LazyReader {
  let opening: Promise<OpenedReader> | null = null
  const opened = (): Promise<OpenedReader> => {
    opening ??= open().catch((cause: unknown) => {
      // The next question tries again.
      opening = null
      throw cause
    })
    return opening
  }
  return {
    page: async (...args) => (await opened()).reader.page(...args),
    count: async (filter) => (await opened()).reader.count(filter),
    close: async () => (await opening)?.close(),
  }
}
