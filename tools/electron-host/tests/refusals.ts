import { describe, expect, test } from 'vitest'
import { until, type Launched } from './launch.ts'

const ORIGIN = 'https://fixture.app.electron-host.invalid'

export function refusalTests(host: () => Launched): void {
  describe('what is refused', () => {
    // Catches: navigation that does not stop at will-navigate.
    test('a navigation that will-navigate prevents', async () => {
      await host().page.click('#away')
      await until('will-navigate came', () => host().app.evaluate(() => seen.navigations.length === 1))
      expect(await host().app.evaluate(() => seen.navigations)).toEqual(['https://away.invalid/path'])
      expect(host().page.url()).toBe(`${ORIGIN}/index.html`)
    })

    // Catches: a popup that exists for a moment, or one that setWindowOpenHandler never hears of.
    test('a new window, by script, link and Ctrl+click', async () => {
      const opened = await host().page.evaluate(() => window.open('https://script.invalid/') === null)
      await host().page.click('#popup')
      await host().page.click('#away', { modifiers: ['Control'] })
      expect(opened).toBe(true)
      expect(await host().app.evaluate(() => seen.popups)).toEqual([
        'https://script.invalid/',
        'https://popup.invalid/',
        'https://away.invalid/path',
      ])
      expect(host().app.windows()).toHaveLength(1)
    })

    // Catches: a permission handler that decides nothing.
    test('permissions that the handler denies', async () => {
      const denied = await host().page.evaluate(async () => {
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
}
