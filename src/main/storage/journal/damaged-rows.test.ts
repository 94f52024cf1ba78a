import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { AppError } from '#shared/errors/app-error.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { at, createScratchFolder, journalWorkers, newRun, newUpload } from '#main/storage/testing/journals.ts'
import { openJournal } from './open-journal.ts'

const BROKEN = '{"kind":"handle","han\u0000'

/** A closed journal of 50 jobs, changed by `damage`, and opened again. */
async function openDamaged(damage: (db: DatabaseSync, ids: readonly string[]) => void, isMarked = false) {
  const folder = createScratchFolder(onTestFinished)
  const journal = await openJournal({ folder, spawn: journalWorkers() })
  const run = newRun(50)
  await journal.writer.createRun({
    ...run,
    jobs: run.jobs.map((job) => ({ ...job, labels: { sku: `ab${job.position}` } })),
  })
  const upload = newUpload()
  await journal.writer.createUpload(upload)
  await journal.close()
  const db = new DatabaseSync(join(folder, 'journal.db'))
  // SQLite itself refuses to write such a row while an index looks into it.
  db.exec('DROP INDEX jobs_by_run_file; DROP TRIGGER jobs_labelled')
  damage(
    db,
    run.jobs.map(({ id }) => id),
  )
  db.close()
  if (isMarked) writeFileSync(join(folder, 'journal.damaged'), '')
  const told: AppError[] = []
  const opened = await openJournal({ folder, spawn: journalWorkers(), onNotice: (error) => told.push(error) })
  onTestFinished(() => opened.close())
  return { ...opened, run, upload, told }
}

const breakColumn = (column: string, value: string) => (db: DatabaseSync, ids: readonly string[]) =>
  void db.prepare(`UPDATE jobs SET ${column} = ? WHERE id = ?`).run(value, at(ids, 7))

const find = (text: string) => ({
  query: resolveQuery(parseQuery(text, { now: 0 }).query, { workflows: [], connections: [] }),
})

// Would catch: one row of 50 that stops the list, the search, the counts, the feed of the engine and the export of all.
test.each([
  ['source', BROKEN],
  ['source', '[1,2]'],
  ['labels', BROKEN],
  ['error', BROKEN],
  ['state', 'levitating'],
  ['created_at', '9007199254740993000'],
  ['label_text', BROKEN],
] as const)('a row whose %s cannot be read (%j) hurts no other one', async (column, value) => {
  const { reader, run } = await openDamaged(breakColumn(column, value))
  const { jobs } = await reader.page({ runId: run.id, order: 'list' }, null, 100)
  expect(jobs).toHaveLength(50)
  const others = jobs.filter(({ position }) => position !== 7)
  expect(others.every(({ source, damage }) => source.kind === 'handle' && damage === undefined)).toBe(true)
  expect(await reader.count(find('label:sku=ab1?5'))).toBe(0)
  expect(await reader.count({ ...find('label:sku=ab1*5') })).toBe(1)
  expect(await reader.labelNames(run.id)).toEqual(['sku'])
  expect(await reader.failures(run.id)).toEqual([])
  expect(await reader.figures(run.id)).toMatchObject({ polls: 0 })
  expect(await reader.runFiles(run.id)).toBeNull()
  expect((await reader.jobsInState('ready', null, 100, run.id)).length).toBeGreaterThanOrEqual(49)
})

// Would catch: a damaged row that is hidden, or whose bytes are lost on the way out.
test('a damaged row is shown as unreadable, with its bytes, and told once', async () => {
  const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x22])
  const { reader, run, told } = await openDamaged((db, ids) => {
    db.prepare('UPDATE jobs SET source = CAST(? AS TEXT) WHERE id = ?').run(bytes, at(ids, 7))
  })
  const { jobs } = await reader.page({ runId: run.id, order: 'list' }, null, 100)
  const job = at(jobs, 7)
  expect(job).toMatchObject({ source: { kind: 'unreadable' }, error: { code: 'job.unreadable' } })
  expect(Buffer.from(job.damage?.['source'] ?? '', 'base64')).toEqual(bytes)
  await reader.job(job.id)
  expect(told.map(({ code }) => code)).toEqual(['journal.unreadableRow'])
  expect(told[0]?.message).toContain(job.id)
})

// Would catch: a damage mark beside a broken row, after which no start ever succeeded.
test('a salvage keeps the damaged row beside all others', async () => {
  const { reader, writer, run, notices } = await openDamaged((db, ids) => {
    breakColumn('source', BROKEN)(db, ids)
    breakColumn('label_text', BROKEN)(db, ids)
  }, true)
  expect(notices).toMatchObject([{ error: { code: 'journal.damaged' } }])
  const { jobs } = await reader.page({ runId: run.id, order: 'list' }, null, 100)
  expect(jobs).toHaveLength(50)
  const job = at(jobs, 7)
  expect(job.source).toEqual({ kind: 'unreadable', text: BROKEN })
  expect(Buffer.from(job.damage?.['source'] ?? '', 'base64').toString()).toBe(BROKEN)
  expect(await writer.change({ id: job.id, from: 'ready', to: 'stopped', patch: {} })).toBe(true)
})

// Would catch: a run that sends all of its jobs because it no longer knows that it should have stopped after ten.
test('a run whose options cannot be read is paused, with a sentence', async () => {
  const { reader, run } = await openDamaged((db) => db.exec(`UPDATE runs SET options = '{', paused_by = '{'`))
  expect(await reader.run(run.id)).toMatchObject({ state: 'paused', pausedBy: { code: 'run.unreadable' } })
})

// Would catch: parts put together under a ticket that could not be read.
test('an upload that cannot be read is begun anew', async () => {
  const { reader, writer, upload } = await openDamaged((db) => db.exec(`UPDATE uploads SET ticket = '{'`))
  expect(await reader.upload(upload.id)).toBeNull()
  expect(await reader.resumable(upload.connectionId, upload.path)).toBeNull()
  expect(await writer.changeUpload({ id: upload.id, state: 'failed' })).toBeNull()
})
