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
    csv: async () => {},
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

async function* rows(...list: readonly (readonly [sku: string, path: string])[]): AsyncGenerator<Input> {
  for (const [at, [sku, path]] of list.entries()) {
    const source = { kind: 'alias', alias: 'shop', path } as const
    yield { kind: 'source', where: `line ${at + 1}`, source, labels: { sku } }
  }
}

// Would catch: the number of a second product that is lost, since its picture is another one's, too.
test('rows of a list that repeat a source are kept, each with its labels, in its place', async () => {
  const said: string[] = []
  const list = rows(['A-1', 'a.png'], ['A-2', 'b.png'], ['A-3', 'a.png'], ['A-4', 'a.png'], ['A-5', 'c.png'])
  const { jobs, duplicateRows } = await collectJobs(list, optionsSaying(said))
  expect(Array.from(jobs, ({ labels, position }) => [position, labels?.['sku']])).toEqual([
    [0, 'A-1'],
    [1, 'A-2'],
    [4, 'A-5'],
  ])
  expect([...duplicateRows]).toEqual([
    { position: 2, jobPosition: 0, labels: { sku: 'A-3' } },
    { position: 3, jobPosition: 0, labels: { sku: 'A-4' } },
  ])
  expect(said).toEqual([expect.stringMatching(/^2 rows name a source of an earlier row/)])
})
