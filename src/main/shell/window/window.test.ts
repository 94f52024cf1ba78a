import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openWindow } from './window.ts'

const electron = vi.hoisted(() => ({ folder: '', options: null as object | null }))
vi.mock('electron', () => ({
  app: { name: 'Flowbench', getPath: () => electron.folder },
  nativeTheme: { shouldUseDarkColors: false },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class {
    constructor(options: object) {
      electron.options = options
    }
    once(): void {}
    on(): void {}
    maximize(): void {}
  },
}))

// Would catch: a preference that is loosened or left to its default: the stand-in host would not show it.
test('the window is handed to Electron sandboxed, isolated and without Node', () => {
  electron.folder = mkdtempSync(join(tmpdir(), 'flowbench-window-'))
  onTestFinished(() => rmSync(electron.folder, { recursive: true, force: true }))
  openWindow({ preload: '/app/preload.cjs', icon: '/app/icon.png' })
  expect(electron.options).toMatchObject({
    webPreferences: {
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
    },
  })
})
