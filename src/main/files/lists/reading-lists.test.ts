import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { liveBytes } from '#main/lib/testing/live-bytes.ts'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

const createHarness = () => {
  const folder = createScratchFolder(onTestFinished)
  return { folder, ...createListHarness(folder) }
}

const SHOES = [
  ['sku', 'image_url', 'name'],
  ['A-1', 'https://example.com/a.png', 'Red shoe'],
  ['A-2', 'https://example.com/b.png', 'Blue shoe'],
] as const
const written = (delimiter: string): string => SHOES.map((row) => row.join(delimiter)).join('\n')

// Would catch: rows of another version of the sheet under the columns of this one, or a vanished list by silence.
test('a list that changed or went away since it was opened is not read', async () => {
  const { folder, open, read } = createHarness()
  const list = await open('a.csv', written(','))
  const path = join(folder, 'a.csv')
  utimesSync(path, 1, 1)
  expect(await read(list)).toMatchObject({ rows: [], error: { code: 'list.changed' } })
  rmSync(path)
  expect(await read(list)).toMatchObject({ rows: [], error: { code: 'upload.vanished' } })
})

// Would catch: rows of two versions of a sheet in one run, when its program saves it meanwhile.
test('a list that changes while it is read is told at its end', async () => {
  const { folder, open, lists } = createHarness()
  const text = `url,n\n${Array.from({ length: 20_000 }, (_, n) => `https://a.example/${n},old`).join('\n')}`
  const { listId } = await open('a.csv', text)
  const steps = lists.read(listId, 0, [1])
  if (steps === null) throw new Error('not open')
  await steps.next()
  writeFileSync(join(folder, 'a.csv'), `${text.replaceAll('old', 'new')}\n`)
  let step = await steps.next()
  while (step.done !== true) step = await steps.next()
  expect(step.value).toMatchObject({ code: 'list.changed' })
})

// Would catch: a list that is read on after the person closed it.
test('closing a list ends its reading', async () => {
  const { open, lists } = createHarness()
  const { listId } = await open('a.csv', `url\n${'https://a.example/1\n'.repeat(50_000)}`)
  const steps = lists.read(listId, 0, [])
  await steps?.next()
  lists.close(listId)
  expect(await steps?.next()).toEqual({ done: true, value: null })
  expect(lists.read(listId, 0, [])).toBeNull()
})

// Would catch: a label longer than a run takes, which would refuse the whole run.
test('long labels are shortened', async () => {
  const { open, read } = createHarness()
  const { rows } = await read(await open('a.csv', `url,text\nhttps://a.example/1,${'y'.repeat(5000)}\n`))
  expect(rows[0]?.labels['text']).toHaveLength(2000)
})

// Would catch: a list held in memory while it is read.
test('50,000 rows are read with flat memory', async () => {
  const { open, lists } = createHarness()
  const cell = 'z'.repeat(200)
  const text = `url,note\n${`https://a.example/1,${cell}\n`.repeat(50_000)}`
  const list = await open('a.csv', text)
  const steps = lists.read(list.listId, 0, [1])
  if (steps === null) throw new Error('not open')
  const before = liveBytes()
  let count = 0
  let most = 0
  for await (const _step of steps) {
    count += 1
    if (count % 5000 === 0) most = Math.max(most, liveBytes() - before)
  }
  expect(count).toBe(50_000)
  expect(most).toBeLessThan(text.length / 2)
})

// Would catch: a question about a list that does not show what the list is, or that waits for the end of a huge one.
test('the first look shows the first rows and how many there are', async () => {
  const { open } = createHarness()
  const list = await open('a.csv', `${written(',')}\n\nA-3,https://example.com/c.png,Shoe\nA-4,,Boot\n`)
  expect(list).toMatchObject({ rowCount: 4, isCounted: true })
  expect(list.firstRows).toEqual([...SHOES.slice(1), ['A-3', 'https://example.com/c.png', 'Shoe']])
  const long = Array.from({ length: 60_000 }, (_, row) => `https://example.com/${row}.png,${row}`).join('\n')
  const huge = await open('b.csv', `image_url,sku\n${long}`)
  expect(huge.isCounted).toBe(false)
  expect(huge.rowCount).toBeGreaterThanOrEqual(20_000)
  expect(huge.rowCount).toBeLessThan(60_000)
})

// Would catch: a list that holds up main, and with it every window and every job, for two seconds in each of its pieces.
test('a list of nothing but open quotes lets main go on while it is read', async () => {
  const { preview, read } = createHarness()
  const rowsOfPictures = '1,https://a.example/1\n'.repeat(200)
  const text = `sku,image\n${rowsOfPictures}${'"x\n'.repeat(5000)}`
  const list = await preview({ kind: 'text', text }, 'a.csv')
  let turns = 0
  let isReading = true
  const countTurns = (): void => {
    turns += 1
    if (isReading) setImmediate(countTurns)
  }
  setImmediate(countTurns)
  const { rows } = await read(list)
  isReading = false
  expect(rows.filter(({ text: source }) => source === 'https://a.example/1')).toHaveLength(200)
  expect(turns).toBeGreaterThan(10)
})
