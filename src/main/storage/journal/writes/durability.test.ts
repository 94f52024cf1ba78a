import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { PackedList } from '#main/lib/packed-list.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import type { WriterApi } from '#main/storage/journal/rpc.ts'
import {
  at,
  openTestJournal,
  newRun,
  createScratchFolder,
  journalWorkers,
} from '#main/storage/testing/journals.ts'
import { WorkerClient } from '#main/storage/journal/worker-client.ts'

/** On a loaded machine. */
const PATIENCE = { timeout: 50_000 }

// Would catch: a promise that resolves before its commit is on the disk, and a change of which only half is there.
test('after SIGKILL every acknowledged change is there and none is half applied', async () => {
  const folder = createScratchFolder(onTestFinished)
  const program = import.meta.resolve('#main/storage/testing/commit-forever.ts')
  const child = spawn(process.execPath, [fileURLToPath(program), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === 300) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')

  const { reader, notices } = await openTestJournal(folder, onTestFinished)
  expect(notices).toEqual([])
  for (const id of acknowledged) {
    const job = await reader.job(id)
    expect(job).toMatchObject({ state: 'finished', remoteJobId: `remote-${id}`, summary: 'done' })
    const body = await reader.body(id)
    expect(body?.kind === 'inline' && Buffer.from(body.bytes).toString()).toBe(id)
  }
  const jobs = (await reader.page({}, null, 5_000)).jobs
  expect(jobs).toHaveLength(5_000)
  for (const job of jobs) {
    expect(job.remoteJobId).toBe(job.state === 'ready' ? null : `remote-${job.id}`)
    expect(job.body !== null).toBe(job.state === 'finished')
    expect((await reader.body(job.id)) !== null).toBe(job.state === 'finished')
  }
  const run = at(await reader.runs({}, 1), 0)
  for (const state of ['ready', 'started', 'finished'] as const) {
    expect(run.counts[state]).toBe(jobs.filter((job) => job.state === state).length)
  }
})

// Would catch: a large run that is written in several transactions: killed in between, the jobs so far would be there, and sent.
test('a run that was being written when the process was killed is not there', async () => {
  const folder = createScratchFolder(onTestFinished)
  const program = fileURLToPath(import.meta.resolve('#main/storage/testing/create-large-run.ts'))
  const child = spawn(process.execPath, [program, folder], { stdio: 'inherit' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const wal = join(folder, 'journal.db-wal')
  await expect
    .poll(() => statSync(wal, { throwIfNoEntry: false })?.size ?? 0, PATIENCE)
    .toBeGreaterThan(4_000_000)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const { reader, notices } = await openTestJournal(folder, onTestFinished)
  expect(notices).toEqual([])
  expect(await reader.runs({}, 5)).toEqual([])
  expect(await reader.count({})).toBe(0)
  expect(await reader.jobsInState('ready', null, 5)).toEqual([])
})

/** How many transactions a write-ahead log holds: its commit frames are the ones that name the database's size. */
function commitsIn(wal: Buffer): number {
  const frame = 24 + wal.readUInt32BE(8)
  let commits = 0
  for (let offset = 32; offset + frame <= wal.length; offset += frame) {
    const sameLog = wal.readUInt32BE(offset + 8) === wal.readUInt32BE(16)
    if (sameLog && wal.readUInt32BE(offset + 4) > 0) commits += 1
  }
  return commits
}

// Would catch: one fsync a change (slow), and replies sent before the group's commit.
test('changes made together share transactions, and each is readable once its promise resolves', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { writer } = await openTestJournal(folder, onTestFinished)
  const run = newRun(200)
  await writer.createRun(run)
  const wal = join(folder, 'journal.db-wal')
  const before = commitsIn(readFileSync(wal))

  const other = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true })
  onTestFinished(() => other.close())
  const stateOf = other.prepare('SELECT state FROM jobs WHERE id = ?')
  await Promise.all(
    run.jobs.map(async ({ id }) => {
      await writer.change({ id, from: 'ready', to: 'sending', patch: {} })
      expect(stateOf.get(id)?.['state']).toBe('sending')
    }),
  )
  const transactions = commitsIn(readFileSync(wal)) - before
  expect(transactions).toBeGreaterThan(0)
  expect(transactions).toBeLessThan(50)
})

// Would catch: a writer whose death leaves callers waiting for ever, or is the end of all writing.
test('when the writer dies what waits is rejected, and it is started once more', async () => {
  const folder = createScratchFolder(onTestFinished)
  const spawned: { writers: Worker[] } = { writers: [] }
  const journal = await openJournal({ folder, spawn: journalWorkers(spawned) })
  onTestFinished(() => journal.close())
  const run = newRun(1)
  await journal.writer.createRun(run)

  const death = at(spawned.writers, 0).terminate()
  const lost = journal.writer.changeRun({ id: run.id, state: 'done', pausedBy: null, endedAt: 1 })
  await expect(lost).rejects.toBeInstanceOf(JournalError)
  await death
  const { id } = at(run.jobs, 0)
  expect(await journal.writer.change({ id, from: 'ready', to: 'sending', patch: {} })).toBe(true)

  await at(spawned.writers, 1).terminate()
  expect(spawned.writers).toHaveLength(2)
  await expect(journal.writer.createRun(newRun(1))).rejects.toMatchObject({
    error: { code: 'journal.unwritable' },
  })
  expect(await journal.reader.job(id)).toMatchObject({ state: 'sending' })
})

// Would catch: a run without its first jobs, which a writer that died took with it.
test('a run of which the writer lost a part is not written', async () => {
  const folder = createScratchFolder(onTestFinished)
  const spawned: { writers: Worker[] } = { writers: [] }
  const writer = new WorkerClient<WriterApi>(journalWorkers(spawned).writer, folder, 0)
  await writer.open()
  onTestFinished(() => writer.close())
  const { jobs, ...run } = newRun(1200)
  const { portions, last } = PackedList.from(jobs).detach()
  for (const portion of portions) {
    await writer.call('stage', [run.id, portion])
    if (portion === portions[0]) await at(spawned.writers, 0).terminate()
  }
  const handedOver = { run, lastJobs: last, portions: portions.length }
  const created = writer.call('createRuns', [{ id: run.id, at: 0 }, [handedOver]])
  await expect(created).rejects.toMatchObject({ error: { code: 'journal.unwritable' } })
  const { reader } = await openTestJournal(folder, onTestFinished)
  expect(await reader.runs({}, 5)).toEqual([])
})

// Would catch: a close that drops what was asked before it, or leaves the log beside the file.
test('close writes what waits and folds the log into the file', async () => {
  const folder = createScratchFolder(onTestFinished)
  const journal = await openJournal({ folder, spawn: journalWorkers() })
  const run = newRun(3)
  const written = journal.writer.createRun(run)
  await journal.close()
  await written
  expect(existsSync(join(folder, 'journal.db-wal'))).toBe(false)
  const db = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true })
  onTestFinished(() => db.close())
  expect(db.prepare('SELECT count(*) AS n FROM jobs').get()?.['n']).toBe(3)
})
