import { describe, expect, test } from 'vitest'
import { until, type Launched } from './launch.ts'

export function windowTests(host: () => Launched): void {
  describe('a window', () => {
    // Catches: the browser's own frame counted in, and bounds that never reach the page.
    test('gives its page exactly its size, and obeys its minimum', async () => {
      const size = (): Promise<number[]> => host().page.evaluate(() => [innerWidth, innerHeight])
      expect(await size()).toEqual([900, 640])
      const events = await host().app.evaluate(({ BrowserWindow }) => {
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
        host().page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
      await host().app.evaluate(({ nativeTheme }) => {
        nativeTheme.themeSource = 'dark'
      })
      await until('the page is dark', dark)
      expect(await host().app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
    })

    // Catches: a clipboard that main and the page do not share.
    test('pastes what main has copied', async () => {
      const { app, page } = host()
      await page.evaluate(() => document.body.append(document.createElement('textarea')))
      const field = page.locator('textarea')
      await field.focus()
      await app.evaluate(({ clipboard }) => clipboard.writeText('line 1\nline 2'))
      await until('the field holds what main copied', async () => {
        await page.keyboard.press('Control+A')
        await page.keyboard.press('Control+V')
        return (await field.inputValue()) === 'line 1\nline 2'
      })
      await field.evaluate((element) => element.remove())
    })

    // Catches: an API missing in silence.
    test('and the rest of the API throws by name what it has not', async () => {
      const missing = host().app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.setKiosk(true),
      )
      await expect(missing).rejects.toThrow('electron host: BrowserWindow.setKiosk is not implemented')
      const shell = host().app.evaluate(({ shell }) => shell.trashItem('x'))
      await expect(shell).rejects.toThrow('electron host: shell.trashItem is not implemented')
    })

    // Catches: secrets kept readable, or an answer of another shape than Electron's.
    test('safeStorage encrypts, asynchronously too', async () => {
      const result = await host().app.evaluate(async ({ safeStorage }) => {
        const secret = await safeStorage.encryptStringAsync('héllo')
        return [secret.includes('llo'), await safeStorage.decryptStringAsync(secret)]
      })
      expect(result).toEqual([false, { shouldReEncrypt: false, result: 'héllo' }])
    })
  })
}
