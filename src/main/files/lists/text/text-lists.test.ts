import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { createLists } from '#main/files/lists/lists.ts'
import { readSheetHeads, spawnWorkbookWorker } from '#main/files/lists/workbook/workbook-rows.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { spawnTextListWorker, TextLists } from './text-lists.ts'

const CONTEXT = { apiKeys: [], cdnHosts: [] }
const FIVE_MINUTES_MS = 300_000
const LIST = { kind: 'text', text: 'sku,image\n1,https://a.example/1\n2,https://a.example/2\n' } as const

afterEach(() => {
  vi.useRealTimers()
})

/** A thread of this code. It ends with the test. */
function startThread(code: string, maxOldGenerationSizeMb = 64): Worker {
  const thread = new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb } })
  onTestFinished(async () => void (await thread.terminate()))
  return thread
}
const endOf = (thread: Worker) => new Promise((resolve) => thread.once('exit', resolve))
const startEndless = (): Worker =>
  startThread('require("node:worker_threads").parentPort.on("message", () => {})')

/** Text lists of the source's thread, and the threads that were started for them. */
function createCountedLists() {
  const threads: Worker[] = []
  const texts = new TextLists(() => {
    const thread = spawnTextListWorker()
    onTestFinished(async () => void (await thread.terminate()))
    threads.push(thread)
    return thread
  })
  return { texts, threads }
}

// Would catch: a list that was made to be read for ever, and a question about it that stays on the screen.
test('a text that is read for ever is given up, and its thread ends', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const thread = startEndless()
  const ended = endOf(thread)
  const looked = new TextLists(() => thread).look(LIST, 'a.csv', CONTEXT)
  vi.advanceTimersByTime(FIVE_MINUTES_MS)
  expect(await looked).toMatchObject({ ok: false, error: { code: 'list.unreadable' } })
  await ended
})

// Would catch: the same of a workbook, whose reader is a library of others.
test('a workbook that is read for ever is given up, and its thread ends', async () => {
  const path = join(createScratchFolder(onTestFinished), 'a.xlsx')
  writeFileSync(path, 'PK')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const thread = startEndless()
  const ended = endOf(thread)
  let started = (): void => {}
  const isStarted = new Promise<void>((resolve) => (started = resolve))
  const heads = readSheetHeads(path, () => {
    started()
    return thread
  })
  const failure = expect(heads).rejects.toMatchObject({ error: { code: 'list.unreadable' } })
  await isStarted
  // Behind the beginning of the time limit, which the start is followed by.
  await new Promise(setImmediate)
  vi.advanceTimersByTime(FIVE_MINUTES_MS)
  await failure
  await ended
})

// Would catch: a list that fills the memory of the computer, or takes the app along when its thread dies.
test('a text that takes more memory than any list is told as one', async () => {
  const code =
    'const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => { const held = []; for (let at = 0; ; at += 1) held.push({ at }) })'
  const looked = await new TextLists(() => startThread(code, 16)).look(LIST, 'a.csv', CONTEXT)
  expect(looked).toMatchObject({ ok: false, error: { code: 'list.unreadable' } })
  expect(looked.ok ? '' : looked.error.message).toContain('larger than any list can be')
})

// Would catch: a thread of foreign bytes with all the memory there is.
test('the threads of lists have a bound of memory', () => {
  const text = spawnTextListWorker()
  const workbook = spawnWorkbookWorker({ path: '/none', what: 'heads', sheet: null })
  onTestFinished(async () => void (await Promise.all([text.terminate(), workbook.terminate()])))
  expect(text.resourceLimits?.maxOldGenerationSizeMb).toBe(512)
  expect(workbook.resourceLimits?.maxOldGenerationSizeMb).toBe(3072)
})

// Would catch: a thread started for each of a hundred lists, or one that is left behind by a list nobody read to its end.
test('a thread that has finished reads the next list; one that was left ends', async () => {
  const { texts, threads } = createCountedLists()
  const lists = createLists(() => CONTEXT, { texts, workbook: spawnWorkbookWorker })
  const first = await lists.open(LIST, 'a.csv')
  const second = await lists.open(LIST, 'b.csv')
  expect(threads).toHaveLength(1)
  if (!first.ok || !second.ok) throw new Error('not open')
  const left = lists.read(first.data.listId, 1, [])
  await left?.next()
  const ended = threads.map(endOf)
  await left?.return(null)
  await Promise.all(ended)
  let rows = 0
  for await (const _step of lists.read(second.data.listId, 1, []) ?? []) rows += 1
  expect(rows).toBe(2)
  expect(threads).toHaveLength(2)
})

// Would catch: one list that never ends, and every other one behind it.
test('a list that is still read holds up no other one', async () => {
  const endless = startEndless()
  const { texts, threads } = createCountedLists()
  const both = [endless, spawnTextListWorker()]
  const shared = new TextLists(() => both.shift() ?? spawnTextListWorker())
  onTestFinished(async () => void (await both[0]?.terminate()))
  const stuck = shared.look(LIST, 'a.csv', CONTEXT)
  expect(await shared.look(LIST, 'b.csv', CONTEXT)).toMatchObject({ ok: true })
  // A waiting thread that dies is not asked any more, and takes nobody along.
  expect(await texts.look(LIST, 'a.csv', CONTEXT)).toMatchObject({ ok: true })
  threads[0]?.emit('error', new Error('dead'))
  expect(await texts.look(LIST, 'a.csv', CONTEXT)).toMatchObject({ ok: true })
  expect(threads).toHaveLength(2)
  endless.emit('error', new Error('dead'))
  expect(await stuck).toMatchObject({ ok: false })
})
