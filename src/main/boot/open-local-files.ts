import { TextLists } from '#main/files/lists/text/text-lists.ts'
import { createLocalFiles } from '#main/files/local-files.ts'
import { toRecognitionContext } from '#main/planning/build-jobs.ts'
import { spawnTextListWorker, spawnWorkbookWorker } from '#main/workers.ts'
import type { BootContext } from './boot-context.ts'
import type { DataFolder } from './open-data-folder.ts'

/** The files and lists of this computer, which the page names by ids. */
export function openLocalFiles(
  { folder, events, log, openedFiles }: BootContext,
  data: DataFolder,
): LocalFiles {
  const localFiles = createLocalFiles({
    folder,
    onFound: events.filesFound,
    recognitionContext: () => toRecognitionContext(data.connections.list().list),
    listThreads: { texts: new TextLists(spawnTextListWorker), workbook: spawnWorkbookWorker },
    onBug: log.error,
  })
  openedFiles.subscribe(localFiles.open)
  return localFiles
}

/** The files and lists of this computer, and the events about them. */
export type LocalFiles = ReturnType<typeof createLocalFiles>
