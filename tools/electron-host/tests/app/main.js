// The smallest app that uses what the host's tests look at. FIXTURE_MODE changes how it starts.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'

const MIB = 1024 * 1024
const CHUNK = 64 * 1024
const TYPES = { html: 'text/html', js: 'text/javascript' }
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src app:; frame-src 'self' https://frame.invalid"

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

/** What the tests read with app.evaluate. */
const seen = {
  urls: [],
  produced: 0,
  cancelled: false,
  navigations: [],
  popups: [],
  second: [],
  refuseQuit: false,
}
globalThis.seen = seen

/** Counts what is pulled from it: `length` bytes, or without end. */
const stream = (length) =>
  new ReadableStream(
    {
      pull(controller) {
        if (seen.produced >= length) return controller.close()
        seen.produced += CHUNK
        controller.enqueue(new Uint8Array(CHUNK))
      },
      cancel() {
        seen.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )

async function answer(request) {
  seen.urls.push(request.url)
  const { pathname } = new URL(request.url)
  if (pathname === '/echo')
    return new Response(request.body, { status: 201, headers: { 'x-origin': request.headers.get('origin') } })
  if (pathname === '/100mb') return new Response(stream(100 * MIB))
  if (pathname === '/endless') return new Response(stream(Infinity))
  if (pathname === '/throws') throw new Error('the handler throws (the test wants it)')
  const file = await readFile(join(import.meta.dirname, pathname))
  const type = TYPES[pathname.split('.').at(-1)]
  return new Response(file, { headers: { 'content-type': type, 'content-security-policy': POLICY } })
}

function openWindow() {
  const window = new BrowserWindow({
    width: 900,
    height: 640,
    minWidth: 500,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') },
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.popups.push(url)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event, url) => {
    seen.navigations.push(url)
    event.preventDefault()
  })
  window.webContents.on('render-process-gone', (_event, details) => {
    seen.gone = details.reason
    window.webContents.reload()
  })
  return window.loadURL('app://fixture/index.html')
}

function openApp() {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  protocol.handle('app', answer)
  return openWindow()
}

ipcMain.handle('echo', (_event, ...values) => values)
ipcMain.handle('fail', () => {
  throw new TypeError('boom')
})
ipcMain.handle('sender', (event) => ({
  isMainFrame: event.senderFrame === event.sender.mainFrame,
  parent: event.senderFrame.parent,
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
}))
ipcMain.on('sync', (event, value) => {
  event.returnValue = value * 2
})
ipcMain.on('count', (event, to) => {
  for (let i = 1; i <= to; i++) event.sender.send('counted', i)
})
app.on('before-quit', (event) => {
  seen.beforeQuit = true
  if (seen.refuseQuit) event.preventDefault()
})
app.on('second-instance', (_event, argv, cwd, data) => seen.second.push({ argv, cwd, data }))
app.on('window-all-closed', () => app.quit())

if (process.env.FIXTURE_MODE === 'quit-at-once')
  setTimeout(() => app.quit(), Number(process.env.FIXTURE_DELAY))
if (app.requestSingleInstanceLock({ greeting: 'hello' })) {
  void app.whenReady().then(openApp)
} else {
  app.exit(7)
}
