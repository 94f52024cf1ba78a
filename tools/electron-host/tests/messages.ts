import { describe, expect, test } from 'vitest'
import { type Launched } from './launch.ts'

export function messageTests(host: () => Launched): void {
  describe('messages', () => {
    // Catches: JSON on the wire, which loses these types.
    test('carry what structured clone carries, both ways', async () => {
      const back = await host().page.evaluate(async () => {
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
      const messages = await host().page.evaluate(async () => {
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
      const counted = await host().page.evaluate(
        () =>
          new Promise<number[]>((resolve) => {
            const values: number[] = []
            window.api.count(50, (value) => {
              if (values.push(value) === 50) resolve(values)
            })
          }),
      )
      expect(counted).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
      expect(await host().page.evaluate(() => window.api.sync(21))).toBe(42)
    })

    // Catches: a sender check (top frame, own origin) that can only fail, or only pass, on the host.
    test('name their sender: the main frame under the app’s own URL', async () => {
      expect(await host().page.evaluate(() => window.api.sender())).toEqual({
        isMainFrame: true,
        parent: null,
        url: 'app://fixture/index.html',
        origin: 'app://fixture',
      })
    })
  })
}
