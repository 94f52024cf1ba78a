import type { WebContents } from 'electron'

/** No page opens a window. What belongs in a browser goes there by `openExternal`, asked for by the person. */
export function refusePopups(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
