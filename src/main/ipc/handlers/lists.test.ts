import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import type { Events } from '#shared/ipc/contract.ts'
import { pack } from '#shared/ipc/packed.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const SECRET = 'PLANTEDSECRETWORDOFTHEAPP4'

let harness: Awaited<ReturnType<typeof startHarness>>
const cleaning: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  harness = await startHarness((clean) => cleaning.push(clean))
  return async () => {
    for (const clean of cleaning.toReversed()) await clean()
  }
}, 60_000)

async function open(name: string, content: string) {
  const path = join(harness.folder, name)
  writeFileSync(path, content)
  const [file] = await harness.collect(path)
  return harness.must('lists.open', { kind: 'file', fileId: file?.id ?? '' })
}

/** Reads a list; answers with its messages once it is over. */
async function read(listId: string, column: number, labels: readonly number[]) {
  await harness.must('lists.read', { listId, column, labels: [...labels] })
  const own = (all: readonly Events['lists.rows'][]) => all.filter((one) => one.listId === listId)
  return own(await harness.heard('lists.rows', (all) => own(all).some(({ done }) => done)))
}

// Would catch: SKUs that end up beside another picture, or in another order than the sheet's.
test('a sheet becomes a run: its columns are the labels, in the order of the sheet', async () => {
  const skus = Array.from({ length: 60 }, (_, index) => `SKU-${index}`)
  const rows = skus.map((sku, index) => `${sku},https://example.com/${index}.png,Shoe ${index}`)
  const list = await open('shoes.csv', `sku,image_url,name\n${rows.join('\n')}\n`)
  expect(list).toMatchObject({ name: 'shoes.csv', suggested: 1, header: true })
  const messages = await read(list.listId, 1, [0, 2])
  const told = messages.flatMap((message) => message.rows)
  const { id } = await harness.must('runs.create', {
    connectionId: SANDBOX_ID,
    workflowId: MODERATION,
    sources: pack(told.map(({ text }) => ({ kind: 'url', url: text }))),
    labels: pack(told.map(({ labels }) => labels)),
  })
  const jobs = await harness.ended(id)
  expect(jobs.map(({ labels }) => [labels['sku'], labels['name']])).toEqual(
    skus.map((sku, index) => [sku, `Shoe ${index}`]),
  )
  expect(jobs.map(({ source }) => source)).toEqual(told.map(({ text }) => ({ kind: 'url', url: text })))
})

// Would catch: one message a row, or one message as large as the list.
test('20,000 rows arrive in few messages of bounded size, and the last one ends the list', async () => {
  const list = await open('long.csv', `url,n\n${'https://example.com/a.png,1\n'.repeat(20_000)}`)
  const messages = await read(list.listId, 0, [1])
  expect(messages.flatMap(({ rows }) => rows)).toHaveLength(20_000)
  expect(Math.max(...messages.map(({ rows }) => rows.length))).toBeLessThanOrEqual(5000)
  expect(messages.length).toBeLessThan(20)
  expect(messages.map(({ done }) => done)).toEqual([...messages.slice(1).map(() => false), true])
})

// Would catch: main that sends a secret to the page because it stood in a sheet.
test('secrets in a sheet do not reach the page', async () => {
  await harness.must('connections.save', {
    name: 'Secret',
    apiKey: 'CownKeyOwnKeyOwnKeyOwz',
    production: false,
    colour: 'blue',
    hosts: { cdn: harness.sandbox.url, api: harness.sandbox.url, upload: harness.sandbox.url },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret: SECRET },
    store: DEFAULT_STORE,
    limits: DEFAULT_LIMITS,
  })
  const list = await open(
    'secrets.csv',
    `url,note,link\nhttps://example.com/a.png,${SECRET},https://b.example/x?X-Amz-Signature=0123456789abcdef\n${SECRET},x,y\n`,
  )
  const messages = await read(list.listId, 0, [1, 2])
  const all = JSON.stringify([list, messages])
  expect(all).not.toMatch(new RegExp(`${SECRET}|0123456789abcdef`))
  expect(messages.flatMap(({ rows }) => rows).map(({ row }) => row)).toEqual([2, 3])
})

// Would catch: an exception, or silence, for a list that is not open.
test('a list that was closed is not read', async () => {
  const { listId } = await harness.must('lists.open', {
    kind: 'text',
    text: 'url\nhttps://a.example/1',
    name: 'Pasted',
  })
  await harness.must('lists.close', { listId })
  expect(await harness.ask('lists.read', { listId, column: 0, labels: [] })).toMatchObject({
    error: { code: 'list.closed' },
  })
})

// Would catch: rows that are left out without a word, because a hundred others were told before them.
test('of many rows that cannot be taken the first hundred are told, and how many the others are', async () => {
  const bad = 'https://example.com/a.png,1,too long\n'.repeat(250)
  const list = await open('bad.csv', `url,n\nhttps://example.com/b.png,1\n${bad}`)
  const problems = (await read(list.listId, 0, [1])).flatMap((message) => message.problems)
  expect(problems).toHaveLength(101)
  expect(problems.at(-1)).toMatchObject({
    row: 103,
    error: { code: 'list.moreLeftOut', message: 'Rows from here on that could not be taken: 150.' },
  })
})
