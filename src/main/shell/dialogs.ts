import { basename, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'

/** Asks where to save; null when the person thought better of it. */
export async function askWhereToSave(window: BrowserWindow, name: string): Promise<string | null> {
  const defaultPath = join(app.getPath('downloads'), basename(name))
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
  return canceled || filePath === '' ? null : filePath
}

/** Says a sentence where there is no page to say it. */
export function sayInBox(title: string, sentence: string): void {
  dialog.showErrorBox(title, sentence)
}
