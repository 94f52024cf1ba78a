// ELECTRON_HOST_SCREENSHOT=<file.png>: a picture of the first window once the app says that it is ready.
import { writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { app } from './app.ts'
import { isTargetGone } from './report.ts'
import { state } from './state.ts'

const POLL_INTERVAL_MS = 200
const IS_READY_SCRIPT = `document.documentElement?.dataset.appState === 'ready'`

/** Waits until the root element has data-app-state="ready", writes the picture and prints where it is. */
export async function saveFirstScreen(path: string): Promise<void> {
  while (!(await isReady())) await setTimeout(POLL_INTERVAL_MS)
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
    return (await window.webContents.executeJavaScript(IS_READY_SCRIPT)) === true
  } catch (error) {
    // A page on its way to the next document cannot answer.
    if (isTargetGone(error)) return false
    throw error
  }
}
