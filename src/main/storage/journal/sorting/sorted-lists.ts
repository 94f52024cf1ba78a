import type { JournalReader, SortedLists } from '#main/storage/journal/journal.ts'
import type { OpenedReader } from '#main/storage/journal/open-reader.ts'

/** The thread and its orders go after this time without a question, ms. */
const IDLE_MS = 5 * 60_000

/** `open` starts a reader of the journal; it is called with the first list, and again after a while without one. */
export function createSortedLists(open: () => Promise<OpenedReader>): SortedLists {
  let opened: Promise<OpenedReader> | null = null
  let reading = 0
  let idle: NodeJS.Timeout | undefined

  const close = async (): Promise<void> => {
    clearTimeout(idle)
    const reader = opened
    opened = null
    await (await reader?.catch(() => null))?.close()
  }
  const rest = (): void => {
    clearTimeout(idle)
    idle = setTimeout(() => {
      if (reading === 0) void close()
    }, IDLE_MS).unref()
  }

  const read = async <T>(ask: (reader: JournalReader) => Promise<T>): Promise<T> => {
    const reader = (opened ??= open())
    reading += 1
    try {
      return await ask((await reader).reader)
    } catch (cause) {
      // One that did not open is opened anew for the next list.
      if (opened === reader && (await reader.catch(() => null)) === null) opened = null
      throw cause
    } finally {
      reading -= 1
      rest()
    }
  }

  return {
    page: (...args) => read((reader) => reader.page(...args)),
    seek: (...args) => read((reader) => reader.seek(...args)),
    cancel() {
      if (reading === 0) return
      const reader = opened
      opened = null
      void reader?.then(
        (one) => one.abandon(),
        () => undefined,
      )
    },
    close,
  }
}
