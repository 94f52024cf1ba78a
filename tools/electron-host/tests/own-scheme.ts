import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { until, type Launched } from './launch.ts'

export function ownSchemeTests(host: () => Launched): void {
  describe('the app’s own scheme', () => {
    // Catches: a policy dropped, or one whose scheme sources match nothing.
    test('has its Content-Security-Policy enforced', async () => {
      const outcome = await host().page.evaluate(async () => {
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
      expect(await host().app.evaluate(() => seen.urls)).toContain('app://fixture/throws')
    })

    // Catches: https://… given to the handler, a body or a header lost on the way.
    test('gives the handler app:// again, with body and origin', async () => {
      const answer = await host().page.evaluate(async () => {
        const response = await fetch('/echo?q=1', { method: 'POST', body: 'sent' })
        return [response.status, response.headers.get('x-origin'), await response.text()]
      })
      expect(answer).toEqual([201, 'app://fixture', 'sent'])
      expect(await host().app.evaluate(() => seen.urls)).toContain('app://fixture/echo?q=1')
    })

    // Catches: answers gathered in memory before they are sent on.
    test('streams 100 MB without holding it', async () => {
      const peak = trackPeakMemory(host().pid)
      const length = await host().page.evaluate(async () => {
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
      await host().app.evaluate(() => {
        seen.produced = 0
      })
      await host().page.evaluate(async () => {
        const abort = new AbortController()
        const reader = (await fetch('/endless', { signal: abort.signal })).body?.getReader()
        await reader?.read()
        Object.assign(window, { abort, reader })
      })
      const produced = (): Promise<number> => host().app.evaluate(() => seen.produced)
      let before = -1
      await until('the producer rests', async () => {
        const now = await produced()
        const rests = now === before
        before = now
        return rests
      })
      // How far it runs ahead depends on the machine's load; without backpressure it never rests.
      expect(before).toBeLessThan(256 * 2 ** 20)
      await host().page.evaluate(() => (window as unknown as { abort: AbortController }).abort.abort())
      await until('the producer is cancelled', () => host().app.evaluate(() => seen.cancelled))
    })
  })
}

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
