import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createRedactor } from '#main/redact/redactor.ts'
import type { KnownRow, NewJob } from '#main/storage/journal/journal.ts'
import { migrate } from '#main/storage/journal/migrations/migrate.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { at, newJob, newRun, createScratchFolder } from '#main/storage/testing/journals.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { exportRun, type Export } from './export-run.ts'
import { findListRun } from './sheet-rows.ts'

const { redact } = createRedactor()

function exported(as: 'csv' | 'ndjson', jobs: readonly NewJob[], knownRows: readonly KnownRow[] = []) {
  const folder = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, folder)
  const writer = createJournalWrites(db, folder)
  const reads = createJournalReads(db, folder)
  const reader: Export['reader'] = {
    page: async (...args) => reads.page(...args),
    labelNames: async (runId) => reads.labelNames(runId),
    run: async (id) => reads.run(id),
    knownRows: async (runId) => reads.knownRows(runId),
    latestResults: async (ids) => reads.latestResults(ids),
  }
  const run = { ...newRun(0), knownRows }
  writer.createRun(run, jobs)
  writer.createRun(newRun(0), [newJob(0)])
  const path = join(folder, `sheet.${as}`)
  return {
    db,
    writer,
    path,
    save: () => exportRun({ reader, redact, runId: run.id, as, path }),
    text: () => readFileSync(path, 'utf8'),
  }
}

// Would catch: columns or rows in another order than the sheet's, a column lost because the first row has none.
test('a sheet has the labels first and keeps the order of the list', async () => {
  const jobs = [
    newJob(0, { labels: {} }),
    newJob(1, { labels: { SKU: 'A, 1', name: 'Größe "L"', link: 'two\nlines' } }),
    newJob(2, { labels: { SKU: 'A2', extra: 'x' }, source: { kind: 'file', path: '/a/ü.jpg' }, handle: 'H' }),
  ]
  const { writer, save, text } = exported('csv', jobs)
  const { id } = at(jobs, 1)
  writer.change({
    id,
    from: 'ready',
    to: 'finished',
    patch: { remoteJobId: 'J', verdict: 'flagged', summary: 'Two faces', startedAt: 0, durationMs: 1250 },
  })
  writer.executeCommand('tag the second', 1, {
    kind: 'tagJobs',
    jobIds: [at(jobs, 1).id],
    add: ['Urgent', 'ask Anna'],
    remove: [],
  })
  writer.executeCommand('note the second', 1, { kind: 'noteJobs', jobIds: [at(jobs, 1).id], note: 'seen' })
  writer.change({
    id: at(jobs, 2).id,
    from: 'ready',
    to: 'rejected',
    patch: { error: appError('service.forbidden') },
  })
  expect(await save()).toEqual({ ok: true, data: { rows: 3 } })
  expect(text()).toBe(
    [
      '\u{feff}SKU,name,link,extra,Source,Handle,State,Job id,Verdict,Result,Error,Started (UTC),Took (s),Tags,Note',
      ',,,,handle0,,Ready,,,,,,,,',
      '"A, 1","Größe ""L""","two\nlines",,handle1,,Finished,J,Flagged,Two faces,,1970-01-01T00:00:00.000Z,1.25,"Urgent, ask Anna",seen',
      'A2,,,x,/a/ü.jpg,H,Refused,,,,The service refused the policy or signature.,,,,',
      '',
    ].join('\r\n'),
  )
})

// Would catch: a cell that a spreadsheet runs as a formula.
test('no cell is a formula', async () => {
  const values = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'a=1']
  const { save, text } = exported('csv', [
    newJob(0, { labels: Object.fromEntries(values.map((value) => [value, value])) }),
  ])
  await save()
  const guarded = `'=1+1,'+1,'-1,'@SUM(A1),"'\t'=1","'\r'=1",a=1,`
  const lines = text().slice(1).split('\r\n')
  expect(lines.map((line) => line.startsWith(guarded))).toEqual([true, true, false])
})

// Would catch: a secret in a file that people pass on.
test.each(['csv', 'ndjson'] as const)('a signed link is cut in %s, wherever it stands', async (as) => {
  const link = 'https://b.s3.amazonaws.com/a.png?X-Amz-Credential=CANARY&X-Amz-Signature=CANARYCANARYCANARY'
  const job = newJob(0, { source: { kind: 'url', url: link }, labels: { link } })
  const { writer, save, text } = exported(as, [job])
  const error = appError('network.timeout', { host: link })
  writer.change({ id: job.id, from: 'ready', to: 'failed', patch: { summary: link, error } })
  await save()
  expect(text()).not.toContain('CANARY')
  expect(text()).toContain('https://b.s3.amazonaws.com/a.png')
})

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

// Cases 16 and 25 of docs/reported-inputs.md. Would catch: data eaten by the redactor: until now hashes came out as `…`, and what followed "policy:" was lost.
test.each(['csv', 'ndjson'] as const)('what only looks like a secret is exported whole to %s', async (as) => {
  const url = `https://shop.example/img/${HASH}.jpg`
  const labels = {
    checksum: HASH,
    terms: 'Return policy: 30-days',
    line: 'Signature: Collection',
    [HASH]: 'x',
  }
  const { save, text } = exported(as, [
    newJob(0, { source: { kind: 'url', url }, labels }),
    newJob(1, { source: { kind: 'alias', alias: 'photos', path: HASH } }),
  ])
  await save()
  for (const whole of [url, `src://photos/${HASH}`, ...Object.entries(labels).flat()])
    expect(text()).toContain(whole)
  expect(text()).not.toContain('…')
})

// Would catch: pages that are lost, doubled or out of order in a long run, and a line that is no JSON.
test('a long run is exported whole, one JSON object a line', async () => {
  const jobs = Array.from({ length: 2_345 }, (_, index) => newJob(index, { labels: { n: String(index) } }))
  const { save, text } = exported('ndjson', jobs)
  expect(await save()).toEqual({ ok: true, data: { rows: 2_345 } })
  const rows = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { labels: { n: string } })
  expect(rows.map(({ labels }) => Number(labels.n))).toEqual(jobs.map((_, index) => index))
  expect(rows[7]).toEqual({
    labels: { n: '7' },
    source: 'handle7',
    handle: null,
    state: 'ready',
    job: at(jobs, 7).id,
    jobid: null,
    verdict: 'none',
    summary: '',
    error: null,
    startedAt: null,
    durationMs: null,
    tags: [],
    note: null,
  })
})

// Would catch: half a sheet under the name of a whole one, or an older sheet destroyed by a failure.
test('what cannot be written is said, and leaves what was there', async () => {
  const { path, save, text } = exported('csv', [newJob(0)])
  writeFileSync(path, 'older')
  mkdirSync(`${path}.part/in the way`, { recursive: true })
  expect(await save()).toMatchObject({ ok: false, error: { code: 'export.unwritable' } })
  expect(text()).toBe('older')
  expect(readdirSync(join(path, '..'))).toContain('sheet.csv')
})

// Would catch: a damaged row that ends an export, or whose bytes nobody gets out of the journal any more.
test.each(['csv', 'ndjson'] as const)('a damaged row is exported to %s beside the others', async (as) => {
  const jobs = [newJob(0), newJob(1), newJob(2)]
  const { db, save, text } = exported(as, jobs)
  db.exec('DROP INDEX jobs_by_run_file')
  db.prepare('UPDATE jobs SET source = ? WHERE id = ?').run('{"broken', at(jobs, 1).id)
  expect(await save()).toEqual({ ok: true, data: { rows: 3 } })
  for (const expected of ['handle0', 'broken', 'handle2']) expect(text()).toContain(expected)
  if (as === 'csv') return
  const row = JSON.parse(text().split('\n')[1] ?? '') as { damage: { source: string } }
  expect(Buffer.from(row.damage.source, 'base64').toString()).toBe('{"broken')
})

// Would catch: the sheet of a run that shows what failed instead of what its rerun brought, or lacks the rows known before.
test('the sheet of a list is whole: rows known before and results of reruns stand in their places', async () => {
  const jobs = [newJob(0, { labels: { SKU: 'a' } }), newJob(2, { labels: { SKU: 'c' } })]
  const earlier = newJob(0, { source: { kind: 'handle', handle: 'known' } })
  const knownRows = [
    { position: 1, source: earlier.source, labels: { SKU: 'b', colour: 'red' }, jobId: earlier.id },
    { position: 3, source: earlier.source, labels: { SKU: 'd' }, jobId: earlier.id },
  ]
  const { writer, save, text } = exported('csv', jobs, knownRows)
  const retry = newJob(0, { retryOf: at(jobs, 1).id })
  writer.createRun(newRun(0), [earlier])
  writer.createRun(newRun(0), [retry])
  const end = (id: string, to: 'finished' | 'failed', summary: string): boolean =>
    writer.change({ id, from: 'ready', to, patch: { summary } })
  end(earlier.id, 'finished', 'earlier')
  end(at(jobs, 0).id, 'finished', 'first')
  end(at(jobs, 1).id, 'failed', '')
  end(retry.id, 'finished', 'rerun')
  expect(await save()).toEqual({ ok: true, data: { rows: 4 } })
  const [head, ...rows] = text().slice(1).trimEnd().split('\r\n')
  expect(head).toMatch(/^SKU,colour,Source/)
  expect(rows.map((row) => row.split(',').slice(0, 8))).toEqual([
    ['a', '', 'handle0', '', 'Finished', '', '', 'first'],
    ['b', 'red', 'known', '', 'Finished', '', '', 'earlier'],
    ['c', '', 'handle2', '', 'Finished', '', '', 'rerun'],
    ['d', '', 'known', '', 'Finished', '', '', 'earlier'],
  ])
})

// Would catch: a row of the person's sheet that does not come back, since another row has the same picture.
test('each row of a source that several rows name stands in its place, with its own labels', async () => {
  const shared = newJob(0, { labels: { SKU: 'a · c' }, rowLabels: [{ SKU: 'a' }, { SKU: 'c' }] })
  const other = newJob(1, { labels: { SKU: 'b' } })
  const knownRows = [
    { position: 0, source: shared.source, labels: { SKU: 'a' }, jobId: shared.id },
    { position: 2, source: shared.source, labels: { SKU: 'c' }, jobId: shared.id },
  ]
  const { writer, save, text } = exported('csv', [shared, other], knownRows)
  writer.change({ id: shared.id, from: 'ready', to: 'finished', patch: { summary: 'Two faces' } })
  expect(await save()).toEqual({ ok: true, data: { rows: 3 } })
  const [, ...rows] = text().slice(1).trimEnd().split('\r\n')
  expect(rows.map((row) => row.split(',').slice(0, 7))).toEqual([
    ['a', 'handle0', '', 'Finished', '', '', 'Two faces'],
    ['b', 'handle1', '', 'Ready', '', '', ''],
    ['c', 'handle0', '', 'Finished', '', '', 'Two faces'],
  ])
})

// Would catch: “the whole list” of a rerun with another workflow, in which none of its results stands.
test('the list of a rerun is that of the run it began with, as long as the workflow is the same', async () => {
  const runs = [
    newRun(0),
    newRun(0, { retryOf: 'first' }),
    newRun(0, { retryOf: 'second', workflowId: 'other' }),
    newRun(0, { retryOf: 'third', workflowId: 'other' }),
  ].map((run, index) => ({ ...run, id: ['first', 'second', 'third', 'fourth'][index] ?? '' }))
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, '')
  const writer = createJournalWrites(db, '')
  const reads = createJournalReads(db, '')
  for (const run of runs) writer.createRun(run, [])
  const reader = { run: async (id: string) => reads.run(id) }
  const found = await Promise.all(runs.map(({ id }) => findListRun(reader, id)))
  expect(found).toEqual(['first', 'first', 'third', 'third'])
})
