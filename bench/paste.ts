import { recognisePaste } from '#shared/model/recognise.ts'
import { median, createOutcome, percentile, type Bench } from './lib/bench.ts'

const LINES = 10_000
const ROUNDS = 25

export const bench: Bench = {
  what: '10,000 mixed lines recognised: handles, addresses, CDN addresses with security, alias paths, bad lines. The processor time is measured, which other programs on the machine do not lengthen much.',
  run: async () => {
    const text = Array.from({ length: LINES }, (_, at) => createLine(at)).join('\n')
    const elapsedMs = Array.from({ length: ROUNDS }, () => {
      const begun = process.threadCpuUsage()
      const found = recognisePaste(text, { apiKeys: [], cdnHosts: [] })
      if (found.length !== LINES) throw new Error(`${found.length} of ${LINES} lines`)
      const { user, system } = process.threadCpuUsage(begun)
      return (user + system) / 1000
    })
    // In the first round the code is not compiled yet. That is what a person experiences.
    return createOutcome(
      {
        lines: LINES,
        firstMs: elapsedMs[0] ?? 0,
        ms: median(elapsedMs),
        msAtP90: percentile(elapsedMs, 0.9),
      },
      { ms: { most: 50 } },
    )
  },
}

function createLine(at: number): string {
  const id = String(at).padStart(14, '0')
  const lines = [
    `Handle${id}`,
    `https://example.com/pictures/${id}.jpg?size=large#top`,
    `https://cdn.filestackcontent.com/security=p:eyJleHBpcnkiOjE5OTk5OTk5OTl9,s:${'0a'.repeat(32)}/Handle${id}`,
    `src://catalogue/shoes/${id}.png`,
    `"https://example.com/a,b/${id}.png"`,
    `two words ${id}`,
  ]
  return lines[at % lines.length] ?? ''
}
