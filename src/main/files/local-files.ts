import type { FoundFiles } from '#shared/model/found-file.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { createLists, type ListThreads } from './lists/lists.ts'
import { createRegistry } from './file-registry.ts'
import { createThumbnails } from './thumbnails.ts'
import { createWalks } from './walk/walks.ts'

interface LocalFilesOptions {
  /** The data folder. */
  readonly folder: string
  /** Called with the files that a walk found; the walk continues when it resolves. */
  readonly onFound: (found: FoundFiles) => Promise<void>
  /** What recognition needs of the connections, as they are now. */
  readonly recognitionContext: () => RecognitionContext
  /** The threads that read lists; by default those of the source code. */
  readonly listThreads?: ListThreads
  readonly onBug: (message: string, cause: unknown) => void
}

/** Files and lists of this computer. The page names them by ids, which live as long as the page does. */
export function createLocalFiles({
  folder,
  onFound,
  recognitionContext,
  listThreads,
  onBug,
}: LocalFilesOptions) {
  const files = createRegistry()
  const walks = createWalks({
    registry: files,
    send: onFound,
    onBug: (cause) => onBug('A walk through files failed', cause),
  })
  const lists = createLists(recognitionContext, listThreads)
  const thumbnails = createThumbnails(folder)
  void thumbnails.sweep().catch((cause: unknown) => onBug('Old thumbnails could not be removed', cause))
  let isPageUp = false
  let pendingPaths: readonly string[] = []
  return {
    /** What the handlers work with. */
    services: { files, walks, lists, thumbnails },
    /** Walks paths that the system opened the app with. They wait until the page is loaded. */
    open: (paths: readonly string[]): void => {
      if (isPageUp) walks.begin(paths)
      else pendingPaths = [...pendingPaths, ...paths]
    },
    onPageUp: (): void => {
      isPageUp = true
      const paths = pendingPaths
      pendingPaths = []
      if (paths.length > 0) walks.begin(paths)
    },
    /** Forgets everything: the next page knows none of the ids. */
    onPageGone: (): void => {
      isPageUp = false
      walks.clear()
      lists.clear()
      files.clear()
    },
  }
}
