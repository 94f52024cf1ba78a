import { describe, expect, test } from 'vitest'
import { type Launched } from './launch.ts'

export function preloadTests(host: () => Launched): void {
  describe('the preload', () => {
    // Catches: the preload evaluated in the page's own world, or an API the page can overwrite.
    test('runs in a world of its own, and its API is frozen', async () => {
      const seen = await host().page.evaluate(() => ({
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
      const frame = () =>
        host()
          .page.frames()
          .find((candidate) => candidate.url().endsWith('/frame.html'))
      // It loads beside the page.
      await expect
        .poll(() => frame()?.evaluate(() => [document.body.innerText, typeof window.api]))
        .toEqual(['framed', 'undefined'])
    })
  })
}
