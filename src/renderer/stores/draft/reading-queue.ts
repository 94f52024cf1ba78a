import { nextTask } from '#renderer/lib/yield-to-browser.ts'
import type { DraftAccess } from './draft-items.ts'

/** Reads, then adds what was read; `read` is null when main did not answer. `isWanted` becomes false when the draft is emptied. */
export type ReadInTurn = <Read>(
  read: () => Promise<Read | null>,
  add: (read: Read, isWanted: () => boolean) => Promise<void> | void,
) => Promise<void>

/** Texts and lists are read one after the other, so that lines keep their order. */
export function createReadingQueue({ get, set }: DraftAccess): ReadInTurn {
  let queue: Promise<void> = Promise.resolve()
  return (read, add) => {
    const { cleared } = get()
    const isWanted = (): boolean => cleared === get().cleared
    const readAndAdd = async (): Promise<void> => {
      // Without it, all messages of a long list are read and drawn in one task.
      await nextTask()
      const found = await read()
      if (!isWanted()) return
      if (found === null) set({ notice: { kind: 'notChecked' } })
      else await add(found, isWanted)
    }
    set(({ reading }) => ({ reading: reading + 1 }))
    queue = queue
      .catch(() => undefined)
      .then(readAndAdd)
      .finally(() => set(({ reading }) => ({ reading: reading - 1 })))
    return queue
  }
}
