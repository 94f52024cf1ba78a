import { expect, test } from 'vitest'
import { heldBytes } from '#main/lib/testing/live-bytes.ts'
import { sourceText } from '#shared/model/source.ts'
import type { Input } from './inputs.ts'
import { collectJobs, type CollectOptions } from './collect-jobs.ts'

const LINES = 50_000

function optionsSaying(said: string[]): CollectOptions {
  const output: CollectOptions['output'] = {
    print: async () => {},
    json: async () => {},
    bytes: async () => {},
    say: (line) => void said.push(line),
    error: () => {},
    progress: () => {},
    showsProgress: false,
  }
  return {
    rules: {
      apiKeys: [],
      cdnHosts: [],
      isSecret: () => false,
      holdsSecret: () => false,
      sealing: { seal: async (text) => Buffer.from(text), open: async () => null },
      redact: (text) => text,
    },
    output,
    isStopped: () => false,
  }
}

/** Long links, each of them twice where `twice` says so. */
async function* links(count: number, twice: (at: number) => boolean = () => false): AsyncGenerator<Input> {
  for (let at = 0; at < count; at++) {
    const url = `https://example.com/${'folder/'.repeat(20)}${at}.jpg`
    const input = { kind: 'source', where: `line ${at}`, source: { kind: 'url', url }, labels: null } as const
    yield input
    if (twice(at)) yield input
  }
}

// Would catch: a list that is held line by line until its run is made: a million of them took a gigabyte.
test('of a long list less than 150 bytes a line are held, however long its lines', async () => {
  const before = heldBytes()
  let held = 0
  async function* watched(): AsyncGenerator<Input> {
    yield* links(LINES)
    held = heldBytes() - before
  }
  const { jobs } = await collectJobs(watched(), optionsSaying([]))
  expect(jobs).toHaveLength(LINES)
  expect(held / LINES).toBeLessThan(150)
})

// Would catch: a source that is billed twice, or one that is lost because another was taken for it.
test('a source that stands twice is run once, in the place where it stood first', async () => {
  const said: string[] = []
  const { jobs, uploads } = await collectJobs(
    links(5000, (at) => at % 3 === 0),
    optionsSaying(said),
  )
  const places = Array.from(jobs, ({ source }) => Number(/(\d+)\.jpg$/.exec(sourceText(source))?.[1]))
  expect(places).toEqual(Array.from({ length: 5000 }, (_, at) => at))
  expect(said).toEqual([expect.stringContaining('1,667')])
  expect(uploads).toBe(0)
})
