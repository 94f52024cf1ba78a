import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { hardenPages } from './harden.ts'

type Decision = (isAllowed: boolean) => void

/** What the rules hand to Electron. */
const electron = vi.hoisted(() => ({
  app: null as EventEmitter | null,
  session: {
    request: null as ((contents: null, permission: string, decide: Decision) => void) | null,
    check: null as ((contents: null, permission: string) => boolean) | null,
    device: null as ((details: object) => boolean) | null,
  },
}))

vi.mock('electron', () => ({
  app: { on: (name: string, listener: () => void) => electron.app?.on(name, listener) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: typeof electron.session.request) => {
        electron.session.request = handler
      },
      setPermissionCheckHandler: (handler: typeof electron.session.check) => {
        electron.session.check = handler
      },
      setDevicePermissionHandler: (handler: typeof electron.session.device) => {
        electron.session.device = handler
      },
    },
  },
}))

/** A page as Electron tells of it: its events, and what it was given to decide about popups. */
class Page extends EventEmitter {
  openWindow: ((details: { url: string }) => { action: string }) | null = null

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openWindow = handler
  }

  /** Whether an event of the page was prevented. */
  isPrevented(name: string, details: object): boolean {
    let prevented = false
    this.emit(name, { ...details, preventDefault: () => (prevented = true) })
    return prevented
  }
}

let page: Page
beforeEach(() => {
  electron.app = new EventEmitter()
  Object.assign(electron.session, { request: null, check: null, device: null })
  hardenPages()
  page = new Page()
  electron.app.emit('web-contents-created', {}, page)
})

// Would catch: a link or a script that takes the window to a foreign page, to a file or to a streamed body.
test.each([
  ['https://example.com/', true],
  ['file:///etc/hosts', true],
  ['app://flowbench/results/1', true],
  ['app://flowbench/', false],
])('navigating to %s is prevented: %s', (url, isPrevented) => {
  expect(page.isPrevented('will-navigate', { url, isMainFrame: true })).toBe(isPrevented)
})

// Would catch: an address of our own that is redirected to a foreign page.
test('redirects of pages are prevented', () => {
  expect(page.isPrevented('will-redirect', { url: 'https://example.com/' })).toBe(true)
})

// Would catch: a frame within the page that loads something, our own origin included.
test('frames go nowhere; the page itself is left to its own rule', () => {
  const own = 'app://flowbench/'
  expect(page.isPrevented('will-frame-navigate', { url: own, isMainFrame: false })).toBe(true)
  expect(page.isPrevented('will-frame-navigate', { url: own, isMainFrame: true })).toBe(false)
})

// Would catch: `window.open` or a link with a target, which would open a window without our rules.
test('no page opens a window', () => {
  expect(page.openWindow?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' })
  expect(page.openWindow?.({ url: 'app://flowbench/' })).toEqual({ action: 'deny' })
})

// Would catch: a guest page with preferences that the page chose.
test('no guest page is attached', () => {
  expect(page.isPrevented('will-attach-webview', {})).toBe(true)
})

// Would catch: a page that asks for the camera, the place or the clipboard, and gets it.
test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'a new one'])(
  'the permission %s is refused, asked for and checked',
  (permission) => {
    const decisions: boolean[] = []
    electron.session.request?.(null, permission, (isAllowed) => decisions.push(isAllowed))
    expect(decisions).toEqual([false])
    expect(electron.session.check?.(null, permission)).toBe(false)
  },
)

// Would catch: a page that reaches a device on USB, HID or a serial port.
test('no device is given to a page', () => {
  expect(electron.session.device?.({ deviceType: 'usb' })).toBe(false)
})
