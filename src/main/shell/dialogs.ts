import { basename, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'

/** Asks where to save; null when the person thought better of it. */
export async function askWhereToSave(window: BrowserWindow, name: string): Promise<string | null> {
  const defaultPath = join(app.getPath('downloads'), basename(name))
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
  return canceled || filePath === '' ? null : filePath
}

/** Asks for files or a folder, several at once; empty when the person thought better of it. */
export async function askForPaths(
  window: BrowserWindow,
  what: 'files' | 'folder',
): Promise<readonly string[]> {
  const one = what === 'files' ? 'openFile' : 'openDirectory'
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: [one, 'multiSelections'],
  })
  return canceled ? [] : filePaths
}

/** Asks whether to leave although something goes on. True: leave. */
export async function askToLeave(
  window: BrowserWindow,
  words: { readonly title: string; readonly leave: string; readonly stay: string },
  goingOn: string,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.title,
    detail: goingOn,
    buttons: [words.leave, words.stay],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

/** Says a sentence where there is no page to say it. */
export function sayInBox(title: string, sentence: string): void {
  dialog.showErrorBox(title, sentence)
}
