// ELECTRON_HOST_SCREENSHOT=<file.png>: a picture of the first window once the app says that it is ready.
import { writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { app } from './app.ts'
import { saysGone } from './report.ts'
import { state } from './state.ts'

const READY = `document.documentElement?.dataset.appState === 'ready'`

/** Waits until the root element has data-app-state="ready", writes the picture and prints where it is. */
export async function pictureOfFirstWindow(path: string): Promise<void> {
  while (!(await isReady())) await setTimeout(200)
  const [window] = state.windows
  if (!window) return
  const image = await window.capturePage()
  await writeFile(path, image.toPNG())
  console.log(`Picture of the first screen: ${path}`)
  if (process.env['ELECTRON_HOST_SCREENSHOT_EXIT'] === '1') app.quit()
}

async function isReady(): Promise<boolean> {
  const [window] = state.windows
  if (!window) return false
  try {
    return (await window.webContents.executeJavaScript(READY)) === true
  } catch (error) {
    // A page on its way to the next document cannot answer.
    if (saysGone(error)) return false
    throw error
  }
}
