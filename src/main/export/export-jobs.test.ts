import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { DEFAULT_FIELDS, type ExportFormat } from '#shared/model/export/index.ts'
import { exportJobsAsFile } from './export-jobs.ts'

const SOURCE = new URL('export.worker.ts', import.meta.url).href

/** A history of so many jobs, and an export of it by the real thread. */
function createExport(jobs: number, format: ExportFormat = 'csv') {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  const writes = createJournalWrites(db, folder)
  writes.createRun(
    newRun(0),
    Array.from({ length: jobs }, (_, at) => newJob(at)),
  )
  const path = join(folder, `out.${format}`)
  const stop = new AbortController()
  const start = () =>
    exportJobsAsFile({
      spawn: (workerData) => new Worker(findThread(SOURCE), { workerData }),
      task: {
        folder,
        from: { kind: 'filter', filter: {} },
        most: Infinity,
        spec: { format, fields: DEFAULT_FIELDS, separator: ', ' },
        names: { workflows: {}, connections: {} },
        secrets: [],
      },
      path,
      redact: (text) => text,
      onRows: () => undefined,
      signal: stop.signal,
    })
  return { path, folder, start, stop }
}

// Would catch: a thread that says nothing, a file that keeps the name of its beginning.
test('a thread writes the file, and it gets its name at the end', async () => {
  const { path, folder, start } = createExport(1200)
  expect(await start()).toEqual({ ok: true, data: { rows: 1200, unread: 0, cut: 0 } })
  expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(1202)
  expect(readdirSync(folder)).not.toContain('out.csv.part')
})

// Would catch: half a file after Cancel, or the file of yesterday lost with it.
test('an export that is stopped leaves what was there', async () => {
  const { path, start, stop } = createExport(1200)
  writeFileSync(path, 'yesterday')
  const written = start()
  stop.abort()
  expect(await written).toMatchObject({ ok: false, error: { code: 'export.stopped' } })
  expect(readFileSync(path, 'utf8')).toBe('yesterday')
  expect(existsSync(`${path}.part`)).toBe(false)
})

// Would catch: a full disk that is told as a bug, or half a file under the final name. The device takes no byte.
test.skipIf(!existsSync('/dev/full')).each(['csv', 'xlsx', 'parquet'] as const)(
  'a full disk is told for %s, and nothing stands under the name',
  async (format) => {
    const { path, start } = createExport(300, format)
    symlinkSync('/dev/full', `${path}.part`)
    expect(await start()).toMatchObject({ ok: false, error: { code: 'export.diskFull' } })
    expect(existsSync(path)).toBe(false)
  },
)

// Would catch: a place that is refused told as a full disk, or as a bug.
test('a place that cannot be written is told', async () => {
  const { path, start } = createExport(1)
  mkdirSync(`${path}.part/in the way`, { recursive: true })
  expect(await start()).toMatchObject({ ok: false, error: { code: 'export.unwritable' } })
})
