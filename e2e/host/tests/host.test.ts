// What the stand-in host promises, shown on a small app that Playwright drives exactly as it drives Electron.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchFixture, until, type Launched } from './launch.ts'

const ORIGIN = 'https://fixture.app.electron-host.invalid'
const elsewhere = process.platform === 'linux' ? '' : ' (skipped: the host is for Linux only)'

describe.skipIf(elsewhere !== '')(`the stand-in host${elsewhere}`, () => {
  let host: Launched
  beforeAll(async () => {
    host = await launchFixture()
  }, 30_000)
  afterAll(() => host?.end())

  describe('the preload', () => {
    // Catches: the preload evaluated in the page's own world, or an API the page can overwrite.
    test('runs in a world of its own, and its API is frozen', async () => {
      const seen = await host.page.evaluate(() => ({
        ofPreload: 'preloadOnly' in window,
        require: 'require' in window,
        binding: '__hostSend' in window,
        frozen: Object.isFrozen(window.api) && Object.isFrozen(window.api.nested),
        fromPreload: window.api.sees(),
      }))
      expect(seen).toEqual({
        ofPreload: false,
        require: false,
        binding: false,
        frozen: true,
        fromPreload: ['boolean', 'undefined'],
      })
    })

    // Catches: scripts of the host installed in every frame.
    test('gives a frame of the same origin no bridge', async () => {
      const frame = host.page.frames().find((candidate) => candidate.url().endsWith('/frame.html'))
      expect(await frame?.evaluate(() => [document.body.innerText, typeof window.api])).toEqual([
        'framed',
        'undefined',
      ])
    })
  })

  describe('messages', () => {
    // Catches: JSON on the wire, which loses these types.
    test('carry what structured clone carries, both ways', async () => {
      const back = await host.page.evaluate(async () => {
        const bytes = new Uint8Array([0, 128, 255])
        const values = [
          undefined,
          10n,
          -0.5,
          NaN,
          new Date(5),
          bytes,
          new Map([['a', new Set([1])]]),
          { x: [null] },
        ]
        const answer = await window.api.echo(...values)
        const [, , , nan, date, array, map] = answer as [
          0,
          0,
          0,
          number,
          Date,
          Uint8Array,
          Map<string, Set<number>>,
        ]
        return {
          types: answer.map((value) => Object.prototype.toString.call(value).slice(8, -1)),
          values: [Number.isNaN(nan), date.getTime(), [...array], map.get('a')?.has(1)],
        }
      })
      expect(back).toEqual({
        types: ['Undefined', 'BigInt', 'Number', 'Number', 'Date', 'Uint8Array', 'Map', 'Object'],
        values: [true, 5, [0, 128, 255], true],
      })
    })

    // Catches: errors swallowed, or worded unlike Electron's.
    test('carry errors in Electron’s words', async () => {
      const messages = await host.page.evaluate(async () => {
        const message = (error: Error): string => `${error.name}: ${error.message}`
        const inPreload = (): string => {
          try {
            return window.api.throws()
          } catch (error) {
            return message(error as Error)
          }
        }
        return [
          await window.api.fail().catch(message),
          await window.api.missing().catch(message),
          inPreload(),
        ]
      })
      expect(messages).toEqual([
        "Error: Error invoking remote method 'fail': TypeError: boom",
        "Error: Error invoking remote method 'no-such-channel': Error: No handler registered for 'no-such-channel'",
        'RangeError: thrown in the preload',
      ])
    })

    // Catches: pushed events lost or out of order.
    test('pushed by main arrive all, in order; sendSync answers', async () => {
      const counted = await host.page.evaluate(
        () =>
          new Promise<number[]>((resolve) => {
            const values: number[] = []
            window.api.count(50, (value) => {
              if (values.push(value) === 50) resolve(values)
            })
          }),
      )
      expect(counted).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
      expect(await host.page.evaluate(() => window.api.sync(21))).toBe(42)
    })

    // Catches: a sender check (top frame, own origin) that can only fail, or only pass, on the host.
    test('name their sender: the main frame under the app’s own URL', async () => {
      expect(await host.page.evaluate(() => window.api.sender())).toEqual({
        isMainFrame: true,
        parent: null,
        url: 'app://fixture/index.html',
        origin: 'app://fixture',
      })
    })
  })

  describe('the app’s own scheme', () => {
    // Catches: a policy dropped, or one whose scheme sources match nothing.
    test('has its Content-Security-Policy enforced', async () => {
      const outcome = await host.page.evaluate(async () => {
        const violation = new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          })
        })
        const foreign = await fetch('https://example.invalid/').catch(() => 'blocked')
        const directive = await violation
        // img-src names the scheme only: the policy must let the app's own picture through to the handler.
        const picture = new Image()
        picture.src = '/throws'
        await new Promise((resolve) => {
          picture.addEventListener('error', resolve)
        })
        return { foreign, directive, inlineRan: window.inlineRan ?? false }
      })
      expect(outcome).toEqual({ foreign: 'blocked', directive: 'connect-src', inlineRan: false })
      expect(await host.app.evaluate(() => seen.urls)).toContain('app://fixture/throws')
    })

    // Catches: https://… given to the handler, a body or a header lost on the way.
    test('gives the handler app:// again, with body and origin', async () => {
      const answer = await host.page.evaluate(async () => {
        const response = await fetch('/echo?q=1', { method: 'POST', body: 'sent' })
        return [response.status, response.headers.get('x-origin'), await response.text()]
      })
      expect(answer).toEqual([201, 'app://fixture', 'sent'])
      expect(await host.app.evaluate(() => seen.urls)).toContain('app://fixture/echo?q=1')
    })

    // Catches: answers gathered in memory before they are sent on.
    test('streams 100 MB without holding it', async () => {
      const peak = trackPeakMemory(host.pid)
      const length = await host.page.evaluate(async () => {
        const reader = (await fetch('/100mb')).body?.getReader()
        let total = 0
        for (let part = await reader?.read(); part?.value; part = await reader?.read())
          total += part.value.length
        return total
      })
      expect(length).toBe(100 * 2 ** 20)
      const growth = peak.growth()
      // What is held whole is at least the 100 MB.
      expect(growth).toBeLessThan(95 * 2 ** 20)
    })

    // Catches: no backpressure (the endless answer fills the memory), and a producer never told of a hang-up.
    test('pulls the producer only as the page reads, and cancels it when the page hangs up', async () => {
      await host.app.evaluate(() => {
        seen.produced = 0
      })
      await host.page.evaluate(async () => {
        const abort = new AbortController()
        const reader = (await fetch('/endless', { signal: abort.signal })).body?.getReader()
        await reader?.read()
        Object.assign(window, { abort, reader })
      })
      const produced = (): Promise<number> => host.app.evaluate(() => seen.produced)
      let before = -1
      await until('the producer rests', async () => {
        const now = await produced()
        const rests = now === before
        before = now
        return rests
      })
      // How far it runs ahead depends on the machine's load; without backpressure it never rests.
      expect(before).toBeLessThan(256 * 2 ** 20)
      await host.page.evaluate(() => (window as unknown as { abort: AbortController }).abort.abort())
      await until('the producer is cancelled', () => host.app.evaluate(() => seen.cancelled))
    })
  })

  describe('what is refused', () => {
    // Catches: navigation that does not stop at will-navigate.
    test('a navigation that will-navigate prevents', async () => {
      await host.page.click('#away')
      await until('will-navigate came', () => host.app.evaluate(() => seen.navigations.length === 1))
      expect(await host.app.evaluate(() => seen.navigations)).toEqual(['https://away.invalid/path'])
      expect(host.page.url()).toBe(`${ORIGIN}/index.html`)
    })

    // Catches: a popup that exists for a moment, or one that setWindowOpenHandler never hears of.
    test('a new window, by script, link and Ctrl+click', async () => {
      const opened = await host.page.evaluate(() => window.open('https://script.invalid/') === null)
      await host.page.click('#popup')
      await host.page.click('#away', { modifiers: ['Control'] })
      expect(opened).toBe(true)
      expect(await host.app.evaluate(() => seen.popups)).toEqual([
        'https://script.invalid/',
        'https://popup.invalid/',
        'https://away.invalid/path',
      ])
      expect(host.app.windows()).toHaveLength(1)
    })

    // Catches: a permission handler that decides nothing.
    test('permissions that the handler denies', async () => {
      const denied = await host.page.evaluate(async () => {
        const names = ['geolocation', 'notifications', 'camera'] as PermissionName[]
        const states = await Promise.all(
          names.map(async (name) => (await navigator.permissions.query({ name })).state),
        )
        const code = await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('a position'),
            (error) => resolve(error.code),
          )
        })
        return [...states, await window.Notification.requestPermission(), code]
      })
      expect(denied).toEqual(['denied', 'denied', 'denied', 'denied', 1])
    })
  })

  describe('a window', () => {
    // Catches: the browser's own frame counted in, and bounds that never reach the page.
    test('gives its page exactly its size, and obeys its minimum', async () => {
      const size = (): Promise<number[]> => host.page.evaluate(() => [innerWidth, innerHeight])
      expect(await size()).toEqual([900, 640])
      const events = await host.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        const heard: string[] = []
        window?.on('resize', () => heard.push('resize'))
        window?.on('move', () => heard.push('move'))
        window?.setSize(300, 700)
        window?.setBounds({ x: 40, y: 30 })
        return heard
      })
      expect(events).toEqual(['resize', 'move'])
      await until('the page has the new size', async () => String(await size()) === '500,700')
    })

    // Catches: a theme that main knows and the page does not.
    test('shows the theme that main sets', async () => {
      const dark = (): Promise<boolean> =>
        host.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
      await host.app.evaluate(({ nativeTheme }) => {
        nativeTheme.themeSource = 'dark'
      })
      await until('the page is dark', dark)
      expect(await host.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
    })

    // Catches: an API missing in silence.
    test('and the rest of the API throws by name what it has not', async () => {
      const missing = host.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.setKiosk(true),
      )
      await expect(missing).rejects.toThrow('electron host: BrowserWindow.setKiosk is not implemented')
      const shell = host.app.evaluate(({ shell }) => shell.trashItem('x'))
      await expect(shell).rejects.toThrow('electron host: shell.trashItem is not implemented')
    })

    // Catches: secrets kept readable, or an answer of another shape than Electron's.
    test('safeStorage encrypts, asynchronously too', async () => {
      const result = await host.app.evaluate(async ({ safeStorage }) => {
        const secret = await safeStorage.encryptStringAsync('héllo')
        return [secret.includes('llo'), await safeStorage.decryptStringAsync(secret)]
      })
      expect(result).toEqual([false, { shouldReEncrypt: false, result: 'héllo' }])
    })
  })
})

/** Watches a process' resident memory (bytes) until asked for its growth. */
function trackPeakMemory(pid: number): { growth(): number } {
  const read = (field: string): number => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024
  }
  const start = read('VmRSS')
  let peak = start
  const timer = setInterval(() => {
    peak = Math.max(peak, read('VmRSS'))
  }, 10)
  return {
    growth() {
      clearInterval(timer)
      return peak - start
    },
  }
}
