import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import { JOB_STATES } from '#shared/model/job.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { migrate } from '#main/storage/journal/migrations/migrate.ts'
import { toPageQuery } from './index.ts'
import { at, openTestJournal, newJob, newRun, createScratchFolder } from '#main/storage/testing/journals.ts'

const opened = () => openTestJournal(createScratchFolder(onTestFinished), onTestFinished)

// Would catch: paging by offset, which shows rows twice or skips them while new jobs come in.
test('pages are stable while jobs are added', async () => {
  const { writer, reader } = await opened()
  const run = newRun(25)
  await writer.createRun(run)
  const seen: string[] = []
  let next: string | null = null
  do {
    const page = await reader.page({ states: ['ready', 'sending'] }, next, 10)
    seen.push(...page.jobs.map((job) => job.id))
    next = page.next
    await writer.createRun(newRun(7))
  } while (next !== null)
  expect(seen).toEqual(run.jobs.map((job) => job.id).toReversed())
})

// Would catch: a cursor to an empty page, shown as “more”.
test('a page that is exactly full at the end has no next', async () => {
  const { writer, reader } = await opened()
  await writer.createRun(newRun(10))
  expect((await reader.page({}, null, 10)).next).toBeNull()
  expect((await reader.page({}, null, 9)).next).not.toBeNull()
})

// Would catch: a filter that is left out or mixed up, in the page or in the count.
test('filters narrow the page and the count alike', async () => {
  const { writer, reader } = await opened()
  const of = (connectionId: string, workflowId: string) =>
    newRun(0, { connectionId, workflowId, jobs: JOB_STATES.map((state, place) => newJob(place, { state })) })
  const runs = [of('a', 'x'), of('a', 'y'), of('b', 'x')]
  for (const run of runs) await writer.createRun(run)
  const cases: readonly [JobFilter, number][] = [
    [{}, 33],
    [{ states: [] }, 33],
    [{ connectionId: 'a' }, 22],
    [{ workflowId: 'x' }, 22],
    [{ connectionId: 'a', workflowId: 'x' }, 11],
    [{ runId: at(runs, 2).id }, 11],
    [{ runId: at(runs, 2).id, connectionId: 'a' }, 0],
    [{ states: ['ready', 'failed', 'ready'] }, 6],
    [{ connectionId: 'b', workflowId: 'x', states: ['unknown'] }, 1],
    [{ connectionId: 'nobody' }, 0],
    [{ connectionId: 'a', states: ['unknown'], text: 'HANDLE8' }, 2],
  ]
  for (const [filter, expected] of cases) {
    const { jobs, next } = await reader.page(filter, null, 100)
    expect([filter, jobs.length, next]).toEqual([filter, expected, null])
    expect(jobs.map((job) => job.id)).toEqual(
      jobs
        .map((job) => job.id)
        .toSorted()
        .toReversed(),
    )
    expect([filter, await reader.count(filter)]).toEqual([filter, expected])
  }
})

// Would catch: a search that misses a field, takes % and _ for wildcards, finds JSON keys, or minds case.
test('every word is searched in source, job id, summary and error', async () => {
  const { writer, reader } = await opened()
  const job = newJob(0, { source: { kind: 'url', url: 'https://example.com/100%_Größe.jpg' } })
  await writer.createRun(newRun(0, { jobs: [job, newJob(1)] }))
  const patch = {
    remoteJobId: 'Remote-7',
    summary: 'Two FACES',
    error: appError('network.timeout', { host: 'Host' }),
  }
  await writer.change({ id: job.id, from: 'ready', to: 'failed', patch })
  const found = async (text: string) =>
    (await reader.page({ text }, null, 10)).jobs.map((job) => job.position)
  for (const text of [
    'GRÖSSE'.replace('SS', 'ß'),
    '100%_',
    'remote-7',
    'faces two',
    'did NOT answer',
    'host faces .jpg',
  ]) {
    expect([text, await found(text)]).toEqual([text, [0]])
  }
  for (const text of ['url', 'kind', '1%0', 'faces missing'])
    expect([text, await found(text)]).toEqual([text, []])
  expect(await found('  ')).toEqual([1, 0])
})

// Would catch: an index that no longer fits a filter, so that a first page over a million jobs sorts or reads them all.
test('a first page under any one filter is read from its index', () => {
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, '')
  const plan = (filter: JobFilter): string => {
    const { sql, values } = toPageQuery(filter, 'cursor', 100, () => null)
    const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
    return rows.map((row) => String(row['detail'])).join('\n')
  }
  const expected: readonly [JobFilter, string][] = [
    [{}, 'sqlite_autoindex_jobs_1'],
    [{ states: ['failed'] }, 'jobs_by_state'],
    [{ connectionId: 'a' }, 'jobs_by_connection '],
    [{ connectionId: 'a', states: ['failed'] }, 'jobs_by_connection_state'],
    [{ workflowId: 'a' }, 'jobs_by_workflow '],
    [{ workflowId: 'a', connectionId: 'a', states: ['failed'] }, 'jobs_by_workflow_state'],
    [{ runId: 'a' }, 'jobs_by_run '],
    [{ runId: 'a', connectionId: 'a', states: ['failed'] }, 'jobs_by_run_state'],
  ]
  for (const [filter, index] of expected) {
    const text = plan(filter)
    expect(text).toContain(`USING INDEX ${index}`)
    expect(text).not.toMatch(/SCAN jobs|TEMP B-TREE/)
  }
})

// Would catch: groups over all runs, jobs that did not fail counted in, or one group for different causes.
test('failures are grouped by their cause', async () => {
  const { writer, reader } = await opened()
  const run = newRun(6)
  await writer.createRun(run)
  const forbidden = appError('service.forbidden', {}, { correlationId: '1' })
  const errors = [
    appError('service.failed', { status: 'A' }),
    forbidden,
    { ...forbidden, correlationId: '2' },
    appError('service.failed', { status: 'B' }),
    null,
  ]
  for (const [index, error] of errors.entries()) {
    const to = index % 2 === 0 ? 'failed' : 'rejected'
    await writer.change({ id: at(run.jobs, index).id, from: 'ready', to, patch: { error } })
  }
  const unknown = { error: appError('job.mayHaveStarted', { reason: 'x' }) }
  await writer.change({ id: at(run.jobs, 5).id, from: 'ready', to: 'unknown', patch: unknown })
  const groups = await reader.failures(run.id)
  expect(groups.map(({ error, count }) => [error.message, count])).toEqual([
    ['The service refused the policy or signature.', 2],
    ['The workflow ended as “A”.', 1],
    ['The workflow ended as “B”.', 1],
  ])
  expect(await reader.failures('another')).toEqual([])
})

// Would catch: the jobs of a cause found by the words of its sentence, so that another cause whose sentence contains them
// stands among them, and jobs of the same sentence with another code.
test('the jobs of one cause are exactly those that its group counts', async () => {
  const { writer, reader } = await opened()
  const run = newRun(4)
  await writer.createRun(run)
  const causes = [
    { code: 'service.failed', message: 'Ended as failed' },
    { code: 'service.failed', message: 'Ended as failed' },
    { code: 'service.failed', message: 'Ended as failed once more' },
    { code: 'service.errorInBody', message: 'Ended as failed' },
  ] as const
  for (const [index, cause] of causes.entries()) {
    const error = { ...appError('service.failed', { status: 'x' }), ...cause }
    await writer.change({ id: at(run.jobs, index).id, from: 'ready', to: 'failed', patch: { error } })
  }
  for (const { error, count } of await reader.failures(run.id)) {
    const filter: JobFilter = { runId: run.id, cause: { code: error.code, message: error.message } }
    const { jobs } = await reader.page(filter, null, 10)
    expect(jobs.map((job) => [job.error?.code, job.error?.message])).toEqual(
      Array.from({ length: count }, () => [error.code, error.message]),
    )
    expect(await reader.count(filter)).toBe(count)
  }
})

// Would catch: one job id in two rows of a connection, or one that is found under a foreign connection.
test('a service job id stands in one job of a connection; durations are those of the workflow on the connection', async () => {
  const { writer, reader } = await opened()
  const run = newRun(3)
  const foreign = newRun(1, { connectionId: 'other' })
  await writer.createRun(run)
  await writer.createRun(foreign)
  for (const [index, { id }] of [...run.jobs, ...foreign.jobs].entries()) {
    const patch = { durationMs: index * 10 }
    await writer.change({ id, from: 'ready', to: 'finished', patch })
    const named = { id, from: 'finished', to: 'finished', patch: { remoteJobId: 'same' } } as const
    expect(await writer.change(named)).toBe(index === 0 || index === 3)
  }
  expect(await reader.jobByRemoteJobId('connection', 'same')).toMatchObject({ id: at(run.jobs, 0).id })
  expect(await reader.jobByRemoteJobId('other', 'same')).toMatchObject({ id: at(foreign.jobs, 0).id })
  expect(await reader.jobByRemoteJobId('nobody', 'same')).toBeNull()
  expect(await reader.durations('connection', 'workflow', 2)).toEqual([20, 10])
  expect(await reader.durations('other', 'workflow', 9)).toEqual([30])
})
