import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { toStorageError } from '#main/storage/journal/storage-failure.ts'
import { GroupCommit } from './group-commit.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { at, newRun, createScratchFolder } from '#main/storage/testing/journals.ts'
import { createJournalWrites } from './journal-writes.ts'

// Would catch: a full disk that loses more than the write it struck, or leaves the writer unusable once there is room.
test('on a full disk only what has no room fails, and writing goes on when there is room again', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  const writes = createJournalWrites(db, folder)
  const group = new GroupCommit(db)
  const add = <T>(run: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      group.add({ run, onCommit: (value) => resolve(value as T), onFailure: reject })
    })
  const small = newRun(1)
  const large = newRun(2_000)
  await add(() => writes.createRun(small, small.jobs))
  const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count'])
  db.exec(`PRAGMA max_page_count = ${pages + 20}`)

  const id = at(small.jobs, 0).id
  const [before, full, after] = await Promise.allSettled([
    add(() => writes.change({ id, from: 'ready', to: 'sending', patch: {} })),
    add(() => writes.createRun(large, large.jobs)),
    add(() => writes.change({ id, from: 'sending', to: 'started', patch: { remoteJobId: 'j' } })),
  ])
  expect(before.status).toBe('fulfilled')
  expect(full.status === 'rejected' && toStorageError(full.reason)?.code).toBe('journal.diskFull')
  expect(after).toMatchObject({ status: 'fulfilled', value: true })

  db.exec('PRAGMA max_page_count = 1000000')
  await add(() => writes.createRun(large, large.jobs))
  expect(db.prepare('SELECT count(*) AS n FROM jobs').get()?.['n']).toBe(2_001)
})

// Would catch: the causes of a failed write told apart wrongly, or a bug shown to the person as a broken disk.
test('failures of SQLite and of the file system become errors of the catalogue, bugs do not', () => {
  const folder = createScratchFolder(onTestFinished)
  const file = join(folder, 'x.db')
  new DatabaseSync(file).exec('CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)')
  const caught = (act: () => unknown): unknown => {
    try {
      act()
      return null
    } catch (cause) {
      return cause
    }
  }
  chmodSync(file, 0o444)
  const readOnly = new DatabaseSync(file, { readOnly: true })
  onTestFinished(() => readOnly.close())
  const db = new DatabaseSync(file)
  onTestFinished(() => db.close())
  const insert = 'INSERT INTO t VALUES (1)'
  expect(toStorageError(caught(() => readOnly.exec(insert)))?.code).toBe('journal.unwritable')
  expect(toStorageError(caught(() => new DatabaseSync(join(folder, 'no/such.db'))))?.code).toBe(
    'journal.unwritable',
  )
  for (const code of ['ENOSPC', 'EDQUOT']) {
    expect(toStorageError(Object.assign(new Error(), { code }))?.code).toBe('journal.diskFull')
  }
  for (const code of ['EACCES', 'EROFS', 'EPERM', 'EIO']) {
    expect(toStorageError(Object.assign(new Error(), { code }))?.code).toBe('journal.unwritable')
  }
  chmodSync(file, 0o644)
  const writable = new DatabaseSync(file)
  onTestFinished(() => writable.close())
  expect(toStorageError(caught(() => writable.exec(insert)))).toBeNull()
  expect(toStorageError(new TypeError('bug'))).toBeNull()
})

// Would catch: a commit for every write of many that trickle in, and one that waits for company that never comes.
test('writes that trickle in share commits, and the last one is not left waiting', async () => {
  const { db } = openJournalDatabase(createScratchFolder(onTestFinished), 0)
  onTestFinished(() => db.close())
  const group = new GroupCommit(db)
  const steps: ('run' | 'committed')[] = []
  const writes: Promise<unknown>[] = []
  for (let count = 0; count < 40; count++) {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    group.add({
      run: () => steps.push('run'),
      onCommit: () => resolve(steps.push('committed')),
      onFailure: reject,
    })
    writes.push(promise)
    await turn()
  }
  await Promise.all(writes)
  const commits = steps.filter((step, at) => step === 'committed' && steps[at - 1] === 'run').length
  expect(commits).toBeLessThan(20)
})

// Would catch: each commit of a batch that writes the pages of its results anew, and a result that nothing ever takes along.
test('writes that may wait share the commit of a later group, and do not wait for one that never comes', async () => {
  const { db } = openJournalDatabase(createScratchFolder(onTestFinished), 0)
  onTestFinished(() => db.close())
  const commits: string[][] = []
  let committed: string[] = []
  const group = new GroupCommit(db, () => {
    commits.push(committed)
    committed = []
  })
  const add = (name: string, mayWait: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const onCommit = (): void => resolve(committed.push(name))
      group.add({ run: () => undefined, onCommit, onFailure: reject, mayWait })
    })
  const results: Promise<unknown>[] = []
  for (let count = 0; count < 12; count++) {
    results.push(add('result', true))
    await add('intent', false)
  }
  await Promise.all(results)
  const withResults = commits.filter((names) => names.includes('result'))
  expect(withResults.flat().filter((name) => name === 'result')).toHaveLength(12)
  // Two turns of six groups, and what is left after the last intent.
  expect(withResults.length).toBeLessThanOrEqual(3)

  commits.length = 0
  await add('result', true)
  expect(commits).toEqual([['result']])
})
