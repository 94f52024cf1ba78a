import { create } from 'zustand'
import { addFiles, request, subscribe } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import type { Events } from '#shared/ipc/contract.ts'
import type { FoundFile, LeftOut } from '#shared/model/found-file.ts'
import type { Result } from '#shared/model/result.ts'
import { findRemovedFiles, forgetFiles } from './forget-files.ts'
import { keepThumbnails } from './keep-thumbnails.ts'
import { markSameFiles } from './find-same-files.ts'

export { useFacts } from './file-facts-store.ts'
export { useThumbnail } from './thumbnail-store.ts'

interface FilesStore {
  /** How many walks are under way, and how many files they have found. */
  readonly walks: number
  readonly found: number
  /** Adds dropped files and folders, one after the other, so that they keep the order; a second call waits for the first. */
  readonly add: (files: readonly File[]) => Promise<void>
  /** Adds the file of a pasted path, once the person has said yes to it; `onYes` is called then. */
  readonly addPasted: (path: string, onYes: () => void) => Promise<void>
  /** Brings back the files that main has kept of the last time, by their paths. */
  readonly restoreKept: (kept: KeptFiles) => Promise<void>
  /** Asks the person for files or a folder. */
  readonly pick: (what: 'files' | 'folder') => Promise<void>
  readonly stop: () => void
  /** Resolves when no walk is under way: what is added then comes after the files of all walks. */
  readonly whenIdle: () => Promise<void>
  /** Takes the next files of a walk, as main reports them. */
  readonly receive: (event: Events['files.found']) => void
  /** Files left the draft: main forgets them. Main keeps those that were run until their small pictures are kept. */
  readonly release: (files: readonly FoundFile[], wereRun: boolean) => void
}

/** Walks through files and folders. What they find is added to the draft. */
export const useFiles = create<FilesStore>()((set) => {
  /** What each walk under way has left out; stopped walks are not in it. */
  const leftOutByWalk = new Map<string, LeftOut>()
  const stopped = new Set<string>()
  const endListeners = new Map<string, () => void>()
  /** Walks that ended before the answer with their id arrived. */
  const endedEarly = new Set<string>()
  /** One walk at a time, and the pictures of one run at a time. */
  let walkQueue: Promise<void> = Promise.resolve()
  let pictureQueue: Promise<void> = Promise.resolve()
  /** The files that are being brought back. */
  let keptFiles: KeptFiles = new Map()

  const stopWalk = (walkId: string): void => {
    stopped.add(walkId)
    void request('files.stopWalk', { walkId })
  }
  /** Resolves when a walk has ended. A walk that began before the draft was emptied is stopped. */
  const waitForEnd = async (walkId: string, cleared: number): Promise<void> => {
    if (endedEarly.delete(walkId)) return
    const end = new Promise<void>((resolve) => endListeners.set(walkId, resolve))
    if (useDraft.getState().cleared !== cleared) stopWalk(walkId)
    await end
  }
  const walk = (start: WalkStart, isAddition = true): Promise<void> => {
    const { cleared } = useDraft.getState()
    set(({ walks }) => ({ walks: walks + 1 }))
    const walkAfter = async (before: Promise<void>): Promise<void> => {
      await before
      if (isAddition) useDraft.getState().beginAddition()
      const answer = await start()
      if (!answer.ok) useDraft.getState().notify({ kind: 'error', error: answer.error })
      else if (answer.data !== null) await waitForEnd(answer.data.walkId, cleared)
    }
    walkQueue = walkAfter(walkQueue)
      .catch(() => undefined)
      .finally(() => set(({ walks, found }) => ({ walks: walks - 1, found: walks === 1 ? 0 : found })))
    return walkQueue
  }
  return {
    walks: 0,
    found: 0,
    add: (files) => walk(() => addFiles(files)),
    addPasted: (path, onYes) =>
      walk(async () => {
        const answer = await request('files.addPasted', { path })
        if (answer.ok && answer.data !== null) onYes()
        return answer
      }),
    async restoreKept(kept) {
      keptFiles = kept
      await walk(() => request('draft.walkFiles', undefined), false)
      keptFiles = new Map()
    },
    pick: (what) => walk(() => request('files.pick', { what })),
    stop() {
      for (const walkId of leftOutByWalk.keys()) stopWalk(walkId)
    },
    whenIdle: () => walkQueue,
    receive(event) {
      const { walkId, files, leftOut, done } = event
      if (!stopped.has(walkId)) {
        addToDraft(event, keptFiles)
        set(({ found }) => ({ found: found + files.length }))
        leftOutByWalk.set(walkId, leftOut)
      }
      if (!done) return
      leftOutByWalk.delete(walkId)
      stopped.delete(walkId)
      const onEnd = endListeners.get(walkId)
      endListeners.delete(walkId)
      if (onEnd === undefined) endedEarly.add(walkId)
      else onEnd()
    },
    release(files, wereRun) {
      if (!wereRun) {
        forgetFiles(files)
        return
      }
      pictureQueue = pictureQueue.then(() => keepThumbnails(files)).catch(() => undefined)
      void pictureQueue.then(() => forgetFiles(files))
    },
  }
})

type WalkStart = () => Promise<Result<{ readonly walkId: string } | null>>

/** What a file was called before a restart, and its places among lines and files: one for each time that it was added. */
export interface KeptFile {
  readonly name: string | undefined
  readonly orders: number[]
}

type KeptFiles = ReadonlyMap<string, KeptFile>

/**
 * Adds files to the draft, in their order. The person is asked about a file that may be a list and was added alone, unless it
 * is brought back: then it was asked about before.
 */
function addToDraft({ files: all, leftOut, problems, done }: Events['files.found'], kept: KeptFiles): void {
  const draft = useDraft.getState()
  const lists = all.filter((file) => isAskedAbout(file) && !kept.has(file.path))
  const files = lists.length === 0 ? all : all.filter((file) => !lists.includes(file))
  draft.addFiles(
    kept.size === 0
      ? files
      : files.map((file) => ({ ...file, name: kept.get(file.path)?.name ?? file.name })),
    files.map(({ path }) => kept.get(path)?.orders.shift()),
  )
  if (problems.length > 0)
    draft.addRejected(problems.map(({ path, error }) => ({ text: path, row: null, error })))
  if (lists.length > 0) useLists.getState().add(lists.map((file) => ({ kind: 'file', file })))
  if (done && leftOut.hidden + leftOut.system + leftOut.circular > 0)
    draft.notify({ kind: 'leftOut', leftOut })
  if (done) void markSameFiles()
}

const isAskedAbout = ({ mayBeList, name, size }: FoundFile): boolean =>
  mayBeList && size > 0 && !name.includes('/')

/**
 * Takes the files that main finds. `onForeign` is called for files that the app was started or opened with;
 * the returned function ends it.
 */
export function subscribeFiles(onForeign: () => void): () => void {
  const unsubscribeFound = subscribe('files.found', (event) => {
    if (useFiles.getState().walks === 0) {
      useDraft.getState().beginAddition()
      onForeign()
    }
    useFiles.getState().receive(event)
  })
  const unsubscribeDraft = useDraft.subscribe((draft, before) => {
    if (draft.cleared !== before.cleared) useFiles.getState().stop()
    const isSame = draft.items === before.items && draft.undoSteps === before.undoSteps
    const removed = isSame ? [] : findRemovedFiles(before, draft)
    if (removed.length > 0) useFiles.getState().release(removed, draft.starting)
  })
  return () => {
    unsubscribeFound()
    unsubscribeDraft()
  }
}
