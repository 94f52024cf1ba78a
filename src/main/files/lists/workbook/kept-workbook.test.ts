import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import * as xlsx from '@e965/xlsx'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { KeptWorkbook } from './kept-workbook.ts'
import { readSheetHeads, spawnWorkbookWorker, workbookRows } from './workbook-rows.ts'
import type { SpawnWorkbookWorker } from './workbook-task.ts'

const VERSION = { size: 100, mtimeMs: 5 }

afterEach(() => {
  vi.useRealTimers()
})

/** A thread that does nothing, and whether it has ended. */
function createIdleWorker() {
  const worker = new Worker('setInterval(() => undefined, 1000)', { eval: true })
  onTestFinished(async () => void (await worker.terminate()))
  return { worker, ended: new Promise((resolve) => worker.once('exit', resolve)) }
}

// Would catch: rows of another workbook, of an older version of the file, or of a thread that somebody else reads from.
test('a kept workbook is given once, and to the file that it was read from', () => {
  const kept = new KeptWorkbook()
  const { worker } = createIdleWorker()
  kept.keep(worker, '/a.xlsx', VERSION)
  expect(kept.take('/b.xlsx', VERSION)).toBeNull()
  expect(kept.take('/a.xlsx', { ...VERSION, mtimeMs: 6 })).toBeNull()
  expect(kept.take('/a.xlsx', { ...VERSION, size: 101 })).toBeNull()
  expect(kept.take('/a.xlsx', VERSION)).toBe(worker)
  expect(kept.take('/a.xlsx', VERSION)).toBeNull()
})

// Would catch: a hundred megabytes that stay for a question which nobody answers, or for each of many workbooks.
test('a kept workbook goes when another one comes, and after a minute', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const kept = new KeptWorkbook()
  const [first, second] = [createIdleWorker(), createIdleWorker()]
  kept.keep(first.worker, '/a.xlsx', VERSION)
  kept.keep(second.worker, '/b.xlsx', VERSION)
  await first.ended
  expect(kept.take('/a.xlsx', VERSION)).toBeNull()
  vi.advanceTimersByTime(61_000)
  await second.ended
  expect(kept.take('/b.xlsx', VERSION)).toBeNull()
})

// Would catch: a small workbook that is read twice, a large one that is kept, rows that differ between the two ways.
test.each([
  ['small', undefined, ['both']],
  ['large', 0, ['heads', 'rows']],
])('a %s workbook has the same rows, read once or twice', async (_, maxKeptBytes, readings) => {
  const folder = createScratchFolder(onTestFinished)
  const path = join(folder, 'a.xlsx')
  const rows = Array.from({ length: 2500 }, (_, row) => [`A-${row}`, `https://example.com/${row}.png`])
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['Ask Ann']]), 'Read me')
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'Products')
  writeFileSync(path, xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  const done: string[] = []
  const spawn: SpawnWorkbookWorker = (task) => {
    done.push(task.what)
    return spawnWorkbookWorker(task)
  }
  const heads = await readSheetHeads(path, spawn, maxKeptBytes)
  expect(heads.map(({ name, rows: first }) => [name, first.length])).toEqual([
    ['Read me', 1],
    ['Products', 1000],
  ])
  const found: (readonly string[])[] = []
  for await (const batch of workbookRows(path, 'Products', spawn))
    for (const row of batch) if ('cells' in row) found.push(row.cells)
  expect(found).toEqual(rows)
  expect(done).toEqual(readings)
})
