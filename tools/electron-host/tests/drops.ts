// A real drop: paths come back for whatever a person can drop.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { temporaryFolder, until, type Launched } from './launch.ts'

export function dropTests(host: () => Launched): void {
  describe('a drop', () => {
    const folder = temporaryFolder()
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    async function drop(files: string[]): Promise<{ names: string[]; paths: string[] }> {
      const count = await host().page.evaluate(() => window.dropped.length)
      const session = await host().page.context().newCDPSession(host().page)
      const box = await host().page.locator('#drop').boundingBox()
      const data = { items: [], files, dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', {
          type,
          x: (box?.x ?? 0) + 5,
          y: (box?.y ?? 0) + 5,
          data,
        })
      }
      const isHandled = (): Promise<boolean> =>
        host()
          .page.evaluate((n) => window.dropped.length > n, count)
          // V8 may drop the answer to a question that was asked while the page stood still for its paths.
          .catch((cause: unknown) => {
            if (!String(cause).includes('garbage collected')) throw cause
            return false
          })
      await until('the drop is handled', isHandled)
      return (await host().page.evaluate(() => window.dropped.at(-1))) ?? { names: [], paths: [] }
    }

    // Catches: a path built from the name, an encoding in between, folders left out.
    test('gives the paths of files with odd names and of a folder', async () => {
      const names = [
        'naïve é.txt',
        '🙂 smile.png',
        'שלום.txt',
        '100%25 #?&.txt',
        'quote \' and " .txt',
        'a'.repeat(255),
      ]
      const files = names.map((name) => join(folder, name))
      for (const file of files) writeFileSync(file, 'x')
      const directory = join(folder, 'a folder')
      mkdirSync(directory)
      const all = [...files, directory]
      expect(await drop(all)).toEqual({ names: [...names, 'a folder'], paths: all })
    })

    // Catches: one pause of V8 for each file.
    test('gives a thousand paths in one go', async () => {
      const files = Array.from({ length: 1000 }, (_, i) => join(folder, `many-${i}`))
      for (const file of files) writeFileSync(file, '')
      expect((await drop(files)).paths).toEqual(files)
    })

    // Catches: an error, or somebody else's path, for a File that no disk knows.
    test('a File made by script crosses and has no path', async () => {
      expect(await host().page.evaluate(() => window.api.pathsOf([new File(['x'], 'made.txt')]))).toEqual([
        '',
      ])
    })
  })
}
