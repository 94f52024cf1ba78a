import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import type { Events } from '#shared/ipc/contract.ts'
import type { FoundFile, LeftOut } from '#shared/model/found-file.ts'
import type { Result } from '#shared/model/result.ts'
import { forget, goneOf } from './forget-files.ts'
import { keepPictures } from './keep-thumbnails.ts'
import { tellSame } from './find-same-files.ts'

export { useFacts } from './file-facts-store.ts'
export { useThumbnail } from './thumbnail-store.ts'

interface FilesStore {
  /** Walks under way, and how many files they have found. */
  readonly walks: number
  readonly found: number
  /** Walks paths one after the other, so that their files keep the order; a second call waits for the first. */
  readonly add: (paths: readonly string[]) => Promise<void>
  /** Asks the person for files or a folder. */
  readonly pick: (what: 'files' | 'folder') => Promise<void>
  readonly stop: () => void
  /** Resolves when no walk is under way: what is added then stands after its files. */
  readonly still: () => Promise<void>
}

/** What was left out by each walk under way; walks that nobody wants any more are not in it. */
const underWay = new Map<string, LeftOut>()
const unwanted = new Set<string>()
const ends = new Map<string, () => void>()
/** Ended before the answer with its id was here. */
const early = new Set<string>()
let queue: Promise<void> = Promise.resolve()

/** Walks through files and folders; what they find goes into the draft. */
export const useFiles = create<FilesStore>()((set) => {
  const walk = (begin: () => Promise<Result<{ readonly walkId: string } | null>>): Promise<void> => {
    const { cleared } = useDraft.getState()
    set(({ walks }) => ({ walks: walks + 1 }))
    const walked = async (before: Promise<void>): Promise<void> => {
      await before
      const answer = await begin()
      if (!answer.ok) useDraft.getState().tell({ kind: 'error', error: answer.error })
      else if (answer.data !== null) await ended(answer.data.walkId, cleared)
    }
    queue = walked(queue)
      .catch(() => undefined)
      .finally(() => set(({ walks, found }) => ({ walks: walks - 1, found: walks === 1 ? 0 : found })))
    return queue
  }
  return {
    walks: 0,
    found: 0,
    add: (paths) => walk(() => request('files.startWalk', { paths: [...paths] })),
    pick: (what) => walk(() => request('files.pick', { what })),
    stop() {
      for (const walkId of underWay.keys()) stopWalk(walkId)
    },
    still: () => queue,
  }
})

/** Resolves when a walk is over. One that was begun before the draft was emptied is stopped. */
async function ended(walkId: string, cleared: number): Promise<void> {
  if (early.delete(walkId)) return
  const end = new Promise<void>((resolve) => ends.set(walkId, resolve))
  if (useDraft.getState().cleared !== cleared) stopWalk(walkId)
  await end
}

function stopWalk(walkId: string): void {
  unwanted.add(walkId)
  void request('files.stopWalk', { walkId })
}

/** Files into the draft, in their order. What may be a list and was added by itself is asked about. */
function take({ walkId, files, leftOut, problems, done }: Events['files.found']): void {
  if (!unwanted.has(walkId)) {
    const { addFiles, addTroubles, tell } = useDraft.getState()
    const lists = files.filter(mayBeAsked)
    addFiles(lists.length === 0 ? files : files.filter((file) => !mayBeAsked(file)))
    if (problems.length > 0)
      addTroubles(problems.map(({ path, error }) => ({ text: path, row: null, error })))
    if (lists.length > 0) useLists.getState().add(lists.map((file) => ({ kind: 'file', file })))
    useFiles.setState(({ found }) => ({ found: found + files.length }))
    underWay.set(walkId, leftOut)
    if (done && leftOut.hidden + leftOut.system + leftOut.circular > 0) tell({ kind: 'leftOut', leftOut })
    if (done) void tellSame()
  }
  if (!done) return
  underWay.delete(walkId)
  unwanted.delete(walkId)
  const end = ends.get(walkId)
  ends.delete(walkId)
  if (end === undefined) early.add(walkId)
  else end()
}

const mayBeAsked = ({ mayBeList, name, size }: FoundFile): boolean =>
  mayBeList && size > 0 && !name.includes('/')

/**
 * Follows the walks. `onForeign` is called when files come that main was handed (the command line, a second start);
 * the returned function ends it.
 */
export function hearFiles(onForeign: () => void): () => void {
  const stop = subscribe('files.found', (event) => {
    if (useFiles.getState().walks === 0) onForeign()
    take(event)
  })
  const unsubscribe = useDraft.subscribe((draft, before) => {
    if (draft.cleared !== before.cleared) useFiles.getState().stop()
    const gone = draft.items === before.items ? [] : goneOf(before.items, draft.items)
    if (gone.length === 0) return
    // Those that were run are still needed for their pictures.
    if (draft.starting) void keepPictures(gone).then(() => forget(gone))
    else forget(gone)
  })
  return () => {
    stop()
    unsubscribe()
  }
}
