import { expect, test, vi } from 'vitest'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { showWhilePreparing } from './preparing-window.ts'

const electron = vi.hoisted(() => ({
  windows: [] as { pages: string[]; isDestroyed: boolean; close: () => void; options: object }[],
  exits: [] as number[],
}))
vi.mock('electron', () => ({
  app: { name: 'Flowbench', exit: (code: number) => void electron.exits.push(code) },
  BrowserWindow: class {
    readonly pages: string[] = []
    isDestroyed = false
    close = (): void => undefined
    readonly options: object
    constructor(options: object) {
      this.options = options
      electron.windows.push(this)
    }
    on(_event: 'closed', onClosed: () => void): void {
      this.close = onClosed
    }
    setProgressBar(): void {}
    loadURL(url: string): Promise<void> {
      this.pages.push(decodeURIComponent(url))
      return Promise.resolve()
    }
    destroy(): void {
      this.isDestroyed = true
      this.close()
    }
  },
}))

// Would catch: minutes without a word while a large history is brought to the newest form, a window that flashes at every start,
// one that stays, or one that ends the app when the main window is there.
test('an opening that takes long is shown with how far it is; a short one is not', () => {
  const clock = new FakeClock()
  const short = showWhilePreparing(clock)
  clock.advance(500)
  short.update({ kind: 'upgrade', share: 0 })
  clock.advance(500)
  short.close()
  clock.advance(20_000)
  expect(electron.windows).toEqual([])

  const long = showWhilePreparing(clock)
  clock.advance(10_000)
  expect(electron.windows).toEqual([])
  clock.advance(6000)
  const [window] = electron.windows
  expect(window?.options).toMatchObject({ webPreferences: { sandbox: true, javascript: false } })
  expect(window?.pages.at(-1)).toContain('Opening your history.')
  long.update({ kind: 'salvage', share: 0.421 })
  clock.advance(1000)
  expect(window?.pages.at(-1)).toContain('value="42"')
  expect(window?.pages.at(-1)).toContain('rescued')
  long.update({ kind: 'upgrade', share: 1 })
  clock.advance(1000)
  expect(window?.pages.at(-1)).toContain('newest form')
  long.close()
  expect([window?.isDestroyed, electron.exits]).toEqual([true, []])

  const rescue = showWhilePreparing(clock)
  rescue.update({ kind: 'salvage', share: 0 })
  clock.advance(800)
  expect(electron.windows.at(-1)?.pages.at(-1)).toContain('rescued')
  rescue.close()
})

// Would catch: an opening that cannot be interrupted.
test('closing the window ends the app', () => {
  const clock = new FakeClock()
  const long = showWhilePreparing(clock)
  clock.advance(16_000)
  electron.windows.at(-1)?.close()
  expect(electron.exits).toEqual([0])
  long.close()
})
