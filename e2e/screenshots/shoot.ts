import { join, resolve } from 'node:path'
import { expect, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { resize, WINDOW_SIZES } from '#e2e/fixtures/window-sizes.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Pictures of README and docs. */
export const DOCS_IMAGES = join(ROOT, 'docs/images')
/** Every screen in both themes and sizes, to look at; not kept. */
export const ALL_SCREENS = join(ROOT, 'test-results/screenshots')

export type Theme = 'light' | 'dark'

export interface Size {
  readonly width: number
  readonly height: number
}

export const LARGE: Size = { width: 1280, height: 800 }
export const SMALL: Size = { width: 900, height: 600 }

/** Sets the window's theme and the size of its content. */
export async function setAppearance({ app, page }: LaunchedApp, theme: Theme, size: Size): Promise<void> {
  await requestFromMain(page, 'settings.set', { theme })
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([size.width, size.height])
}

/** Takes the picture `<folder>/<name>.png`. The pointer moves away first, unless it drags something. */
export async function shoot(
  { page }: LaunchedApp,
  folder: string,
  name: string,
  pointer: 'away' | 'stays' = 'away',
): Promise<void> {
  if (pointer === 'away') await page.mouse.move(0, 0)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}

/** The shown screen in both themes, in every window that a screen has to serve. */
export async function shootAll(started: LaunchedApp, name: string): Promise<void> {
  for (const size of WINDOW_SIZES) {
    await resize(started.page, size)
    for (const theme of ['light', 'dark'] as const) {
      await requestFromMain(started.page, 'settings.set', { theme })
      await expect(started.page.locator('html')).toHaveAttribute('data-theme', theme)
      await shoot(started, ALL_SCREENS, `${name}-${size.width}x${size.height}-${theme}`)
    }
  }
  // In a small window, panels cover other things: the next step needs room.
  await resize(started.page, WINDOW_SIZES[0])
}
