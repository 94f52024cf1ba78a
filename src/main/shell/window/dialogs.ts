import { basename, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { shellWords } from '#shared/text/shell.ts'

/** A longer address or path would push the buttons off a small display. */
const MAX_SHOWN_LENGTH = 300

/** Windows that ask for a path or an address. Until the dialog has come, the page still takes presses. */
const asking = new WeakSet<BrowserWindow>()

/** Asks one question at a time: a press that comes meanwhile gets the answer of one who cancelled. */
async function askOnce<T>(window: BrowserWindow, cancelled: T, ask: () => Promise<T>): Promise<T> {
  if (asking.has(window)) return cancelled
  asking.add(window)
  try {
    return await ask()
  } finally {
    asking.delete(window)
  }
}

/** Asks where to save; null when the person cancels. */
export const askForSavePath = (window: BrowserWindow, name: string): Promise<string | null> =>
  askOnce(window, null, async () => {
    const defaultPath = join(app.getPath('downloads'), basename(name))
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
    return canceled || filePath === '' ? null : filePath
  })

/** Asks for a folder to save into; null when the person cancels. */
export const askForSaveFolder = (window: BrowserWindow): Promise<string | null> =>
  askOnce(window, null, async () => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      defaultPath: app.getPath('downloads'),
      properties: ['openDirectory', 'createDirectory'],
    })
    return canceled ? null : (filePaths[0] ?? null)
  })

/** Asks for files or a folder, several at once; empty when the person cancels. */
export const askForPaths = (window: BrowserWindow, what: 'files' | 'folder'): Promise<readonly string[]> =>
  askOnce<readonly string[]>(window, [], async () => {
    const kind = what === 'files' ? 'openFile' : 'openDirectory'
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: [kind, 'multiSelections'],
    })
    return canceled ? [] : filePaths
  })

/** Asks for one file with one of these endings, or any; null when the person cancels. */
export const askForFile = (
  window: BrowserWindow,
  kind: { readonly name: string; readonly endings: readonly string[] },
  allFiles: string,
): Promise<string | null> =>
  askOnce(window, null, async () => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [
        { name: kind.name, extensions: [...kind.endings] },
        { name: allFiles, extensions: ['*'] },
      ],
    })
    return canceled ? null : (filePaths[0] ?? null)
  })

/** Asks whether to quit while jobs run. True: quit. */
export async function confirmQuit(
  window: BrowserWindow,
  words: { readonly title: string; readonly quit: string; readonly stay: string },
  activity: string,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.title,
    detail: activity,
    buttons: [words.quit, words.stay],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

/** Asks whether to open an address in the browser. True: open it. */
export const confirmOpenExternal = (window: BrowserWindow, { host, href }: URL): Promise<boolean> =>
  askOnce(window, false, async () => {
    const { openExternalDialog: words } = shellWords
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: words.title(host),
      detail: shorten(href, MAX_SHOWN_LENGTH),
      buttons: [words.open, words.cancel],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  })

/** Asks whether the file of a pasted path is to be added. True: add it. */
export async function confirmFile(window: BrowserWindow, path: string): Promise<boolean> {
  const { addFileDialog: words } = shellWords
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.title,
    detail: shorten(toPlainText(path), MAX_SHOWN_LENGTH),
    buttons: [words.add, words.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

/** A text without control and direction characters: in a dialog they could hide a part of it. */
const toPlainText = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

/** Shows a sentence when there is no page that could show it. */
export function showErrorBox(title: string, sentence: string): void {
  dialog.showErrorBox(title, sentence)
}
