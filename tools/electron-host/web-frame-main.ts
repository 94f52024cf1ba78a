import { throwIfMissing } from './throw-if-missing.ts'
import { readOrigin } from './urls.ts'

interface FrameOwner {
  readonly id: number
  getURL(): string
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
  executeJavaScript(code: string): Promise<unknown>
}

/** The top frame of a page: one object for the page's whole life, so it can be compared. */
export function createMainFrame(contents: FrameOwner) {
  const frame = throwIfMissing('webFrameMain', {
    get url(): string {
      return contents.getURL()
    },
    get origin(): string {
      return readOrigin(contents.getURL())
    },
    get top(): object {
      return frame
    },
    get framesInSubtree(): readonly object[] {
      return [frame]
    },
    parent: null,
    name: '',
    routingId: contents.id,
    processId: contents.id,
    frameTreeNodeId: contents.id,
    detached: false,
    isDestroyed: (): boolean => contents.isDestroyed(),
    send: (channel: string, ...args: unknown[]): void => contents.send(channel, ...args),
    executeJavaScript: (code: string): Promise<unknown> => contents.executeJavaScript(code),
  })
  return frame
}

export type WebFrameMain = ReturnType<typeof createMainFrame>

/** A frame inside the page, known by its URL only: named in navigation events. */
export function createSubFrame(url: string, top: WebFrameMain): object {
  return throwIfMissing('webFrameMain', { url, origin: readOrigin(url), parent: top, top })
}
