import { createLocalFiles } from '#main/files/local-files.ts'
import { toRecognitionContext } from '#main/planning/build-jobs.ts'
import { spawnWorkbookWorker } from '#main/workers.ts'
import type { BootContext } from './boot-context.ts'
import type { DataFolder } from './open-data-folder.ts'

/** Files and lists of this computer, as the page speaks of them. */
export function openLocalFiles(
  { folder, events, log, openedFiles }: BootContext,
  data: DataFolder,
): LocalFiles {
  const localFiles = createLocalFiles({
    folder,
    onFound: events.filesFound,
    recognitionContext: () => toRecognitionContext(data.connections.list().list),
    spawnWorkbookWorker,
    onBug: log.error,
  })
  openedFiles.subscribe(localFiles.open)
  return localFiles
}

/** Files of this computer, and what the page is told of them. */
export type LocalFiles = ReturnType<typeof createLocalFiles>
