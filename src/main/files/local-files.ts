import { createLists } from './lists/lists.ts'
import { createRegistry } from './registry.ts'
import { createThumbnails } from './thumbnails.ts'
import { createWalks } from './walk/walks.ts'
import type { EventSender } from '#main/ipc/events.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'

interface LocalFilesServices {
  /** The data folder. */
  readonly folder: string
  readonly events: Pick<EventSender, 'found'>
  readonly connections: Pick<ConnectionStore, 'list'>
  readonly onBug: (message: string, cause: unknown) => void
}

/** Files and lists on this computer, as the page speaks of them: by ids that live as long as the page does. */
export function createLocalFiles({ folder, events, connections, onBug }: LocalFilesServices) {
  const files = createRegistry()
  const walks = createWalks({
    registry: files,
    tell: events.found,
    onBug: (cause) => onBug('A walk through files failed', cause),
  })
  const lists = createLists(() => contextOf(connections))
  const thumbnails = createThumbnails(folder)
  void thumbnails.sweep().catch((cause: unknown) => onBug('Old small pictures stay', cause))
  let pageIsUp = false
  let waiting: readonly string[] = []
  return {
    /** What the handlers work with. */
    services: { files, walks, lists, thumbnails },
    /** Files that the system hands over: the page hears of them, also one that is not there yet. */
    open: (paths: readonly string[]): void => {
      if (pageIsUp) walks.begin(paths)
      else waiting = [...waiting, ...paths]
    },
    onPageUp: (): void => {
      pageIsUp = true
      const paths = waiting
      waiting = []
      if (paths.length > 0) walks.begin(paths)
    },
    /** Another page knows none of the ids. */
    onPageGone: (): void => {
      pageIsUp = false
      walks.clear()
      lists.clear()
      files.clear()
    },
  }
}

function contextOf(connections: Pick<ConnectionStore, 'list'>): RecognitionContext {
  const { list } = connections.list()
  return {
    apiKeys: list.map(({ apiKey }) => apiKey),
    cdnHosts: list.map(({ hosts }) => new URL(hosts.cdn).host),
  }
}
