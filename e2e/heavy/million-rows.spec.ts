import { appendFileSync } from 'node:fs'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'

const ROWS = 1_000_000
const ROWS_A_WRITE = 50_000
const disk = createTestFolder()
test.afterAll(() => disk.remove())

/** What the preload exposes to the page, and what this test counts in the page. */
interface Bridged {
  readonly api: {
    request(route: string, input: unknown): Promise<{ readonly data: Record<string, unknown> }>
    /** Long payloads come packed, as their JSON text. */
    on(topic: string, hear: (packed: string) => void): () => void
  }
  rows?: { count: number; inOrder: boolean; messages: number; done: boolean }
}

interface Packed {
  readonly fields: Record<string, unknown>
  readonly lists: Record<string, { readonly shared: object; readonly rows: readonly object[] }>
}

const readMemoryBytes = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => {
    const { rss } = process.memoryUsage()
    return rss
  })

// Would catch: a sheet that is kept in memory, messages that pile up, rows that are lost or sent twice.
test('a million rows arrive complete and in order, and main’s memory does not grow with them', async ({
  launch,
}) => {
  const path = disk.writeText('million.csv', 'image_url,sku,name\n')
  for (let from = 0; from < ROWS; from += ROWS_A_WRITE) {
    const row = (_: unknown, at: number): string =>
      `https://shop.example.com/pictures/${from + at}.jpg,SKU-${from + at},"Shoe, red"\n`
    appendFileSync(path, Array.from({ length: ROWS_A_WRITE }, row).join(''))
  }
  const { app, page } = await launch()
  // The page names no path: the person chooses the file.
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)
  await page.evaluate(async () => {
    const bridged = globalThis as unknown as Bridged
    const { api } = bridged
    /** Only what differs from row to row stands in the rows (`src/shared/ipc/packed.ts`). */
    const unpack = (packed: string): Record<string, unknown> => {
      const { fields, lists } = JSON.parse(packed) as Packed
      const whole = Object.entries(lists).map(([name, { shared, rows }]) => [
        name,
        rows.map((row) => ({ ...shared, ...row })),
      ])
      return { ...fields, ...(Object.fromEntries(whole) as Record<string, unknown>) }
    }
    const found = Promise.withResolvers<string>()
    api.on('files.found', (packed) => {
      const { files } = unpack(packed) as { files: readonly { id: string }[] }
      if (files[0] !== undefined) found.resolve(files[0].id)
    })
    await api.request('files.pick', { what: 'files' })
    const opened = await api.request('lists.open', { kind: 'file', fileId: await found.promise })
    const rows = { count: 0, inOrder: true, messages: 0, done: false }
    bridged.rows = rows
    api.on('lists.rows', (packed) => {
      const message = unpack(packed) as { rows: readonly { row: number }[]; done: boolean }
      for (const { row } of message.rows) rows.inOrder &&= row === (rows.count += 1) + 1
      rows.messages += 1
      rows.done = message.done
    })
    await api.request('lists.read', { listId: opened.data['listId'], column: 0, labels: [1, 2] })
  })
  const rows = () => page.evaluate(() => (globalThis as unknown as Bridged).rows)
  const reached = (count: number): Promise<void> =>
    expect.poll(async () => (await rows())?.count, { timeout: 5 * 60_000 }).toBeGreaterThanOrEqual(count)

  await reached(ROWS / 10)
  const earlyBytes = await readMemoryBytes(app)
  await reached(ROWS)
  expect((await readMemoryBytes(app)) - earlyBytes).toBeLessThan(100_000_000)
  await expect.poll(async () => (await rows())?.done).toBe(true)
  expect(await rows()).toMatchObject({ count: ROWS, inOrder: true })
})
