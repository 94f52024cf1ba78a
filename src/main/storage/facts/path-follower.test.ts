import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { derivedFile, isMarkedDamaged, markDamaged } from './facts-files.ts'
import { PathFollower } from './path-follower.ts'
import { openArchivedHistory, toAnswer } from './testing/archived-history.ts'

function opened() {
  const folder = createScratchFolder(onTestFinished)
  return { folder, ...openArchivedHistory(folder, onTestFinished) }
}

/** Reads all results for these paths. */
function follow(folder: string, paths: readonly string[]) {
  const follower = new PathFollower(folder)
  follower.want(paths)
  while (follower.followSome());
  const progress = follower.progress()
  follower.close()
  return progress
}

/** All that the file says of a path: `job type text/number ×count`, with a `~` where not all is kept. */
function readValues(folder: string, path: string): readonly string[] {
  const db = new DatabaseSync(derivedFile(folder, 'paths'), { readOnly: true })
  const rows = db
    .prepare(
      `SELECT job, type, v.number, text, count, whole FROM path_values v JOIN paths p ON p.number = v.path
        WHERE p.path = ? ORDER BY job, place`,
    )
    .all(path)
    .map(
      ({ job, type, number, text, count, whole }) =>
        `${String(job)} ${String(type)} ${text === '' ? String(number) : String(text)} ×${String(count)}${whole === 1 ? '' : '~'}`,
    )
  db.close()
  return rows
}

// Would catch: a value of one kind taken for another, a number that was rounded, several values that become one, a result without the
// value that gets one.
test('values of every kind are kept as they are written', () => {
  const { folder, archive } = opened()
  for (const value of [
    '"Text"',
    '9007199254740993',
    '1e400',
    'true',
    'null',
    '[1,2,3]',
    '{"a":1}',
    '"\\ud83d\\ude00"',
    '""',
  ])
    archive(`{"results":{"a_1":{"data":${value}}}}`)
  archive(toAnswer({ b_1: { data: 1 } }))
  archive(`{"results":{"a_1":{"data":1,"data":2}}}`)
  expect(follow(folder, ['$.results.a_1.data'])).toEqual([
    { path: '$.results.a_1.data', read: 11, total: 11, partial: 0 },
  ])
  expect(readValues(folder, '$.results.a_1.data')).toEqual([
    '1 4 Text ×1',
    '2 3 9007199254740993 ×1',
    '3 3 1e400 ×1',
    '4 2 true ×1',
    '5 1 null ×1',
    '6 5 3 ×1',
    '7 6 1 ×1',
    '8 4 \u{1f600} ×1',
    '9 4 null ×1',
    '11 3 1 ×2',
    '11 3 2 ×2',
  ])
})

// Would catch: a path of one workflow that finds nothing in the results of another, or the wrong one of two tasks.
test('a task is found by its key without the number, unless the very key is there', () => {
  const { folder, archive } = opened()
  archive(toAnswer({ tags_1571950225779: { data: 'a' } }))
  archive(toAnswer({ tags_2: { data: 'b' }, tags_3: { data: 'c' }, sfw_2: { data: 'no' } }))
  archive(toAnswer({ tags: { data: 'd' }, tags_4: { data: 'no' } }))
  archive(
    JSON.stringify({ other: { results: { tags_1: { data: 'no' } } }, results: { tagsx_1: { data: 'no' } } }),
  )
  follow(folder, ['$.results.tags.data', '$.results.tags_3.data'])
  expect(readValues(folder, '$.results.tags.data')).toEqual(['1 4 a ×1', '2 4 b ×2', '2 4 c ×2', '3 4 d ×1'])
  expect(readValues(folder, '$.results.tags_3.data')[1]).toBe('2 4 c ×1')
})

// Would catch: a result that stops the reading of those after it, or values that are left out without a word.
test('bodies of every kind are passed, and what is left out is told', () => {
  const { folder, archive } = opened()
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`k${at}`, at]))
  for (const body of [
    '',
    '<html>',
    '{"results":',
    'null',
    `{"results":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    toAnswer(many),
    toAnswer({ long: 'x'.repeat(501) }),
    toAnswer({ big: 'x'.repeat(16 * 1024 * 1024) }),
    toAnswer({ last: 'y' }),
  ])
    archive(body)
  const [all] = follow(folder, ['$.results.*'])
  expect(all).toEqual({ path: '$.results.*', read: 10, total: 10, partial: 3 })
  const rows = readValues(folder, '$.results.*')
  expect(rows.filter((row) => row.startsWith('7 '))).toHaveLength(100)
  expect(rows.at(-3)).toBe(`8 4 ${'x'.repeat(500)} ×1~`)
  expect(rows.slice(-2)).toEqual(['9 0 null ×0~', '10 4 y ×1'])
})

// Would catch: a path that is asked for later and begins in the middle, a replaced result that keeps its old value, a new result that is missed.
test('each path has its own place in the journal', () => {
  const { folder, archive, replace } = opened()
  archive(toAnswer({ a: 1, b: 1 }))
  const second = archive(toAnswer({ a: 2, b: 2 }))
  follow(folder, ['$.results.a'])
  replace(second, toAnswer({ a: 3, b: 3 }))
  archive(toAnswer({ a: 4, b: 4 }))
  // Nobody asks for `a` again: it is kept up to date all the same.
  follow(folder, ['$.results.b'])
  const expected = ['1 3 1 ×1', '2 3 3 ×1', '3 3 4 ×1']
  expect(readValues(folder, '$.results.a')).toEqual(expected)
  expect(readValues(folder, '$.results.b')).toEqual(expected)
})

// Would catch: values of a job that a person deleted, or that are lost once it was restored.
test('the values of a deleted job go with it, and come back with it', () => {
  const { folder, archive, execute } = opened()
  const job = archive(toAnswer({ a: 1 }))
  archive(toAnswer({ a: 2 }))
  follow(folder, ['$.results.a'])
  execute('away', { kind: 'deleteJobs', jobIds: [job] })
  follow(folder, [])
  expect(readValues(folder, '$.results.a')).toEqual(['2 3 2 ×1'])
  execute('back', { kind: 'restoreJobs', deletionId: 'away' })
  follow(folder, [])
  expect(readValues(folder, '$.results.a')).toEqual(['1 3 1 ×1', '2 3 2 ×1'])
})

// Would catch: a file that grows with every path that somebody tried.
test('of many paths, those that were wanted last are kept', () => {
  const { folder, archive } = opened()
  archive(toAnswer(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`k${at}x`, at]))))
  const paths = Array.from({ length: 100 }, (_, at) => `$.results.k${at}x`)
  for (const path of paths) follow(folder, [path])
  expect(follow(folder, []).map(({ path }) => path)).toEqual(paths.slice(-64))
  expect(readValues(folder, '$.results.k0x')).toEqual([])
})

// Would catch: a search that is never possible again after the file was damaged, removed, or belongs to another journal.
test('a file that is damaged or gone is made again', () => {
  const { folder, archive } = opened()
  for (let job = 0; job < 50; job += 1) archive(toAnswer({ a: 'x'.repeat(200) + String(job) }))
  const follower = new PathFollower(folder)
  const readAll = (): void => {
    follower.want(['$.results.a'])
    while (follower.followSome());
  }
  readAll()
  markDamaged(folder, 'paths')
  readAll()
  expect(isMarkedDamaged(folder, 'paths')).toBe(false)
  for (const ending of ['', '-wal', '-shm'])
    rmSync(`${derivedFile(folder, 'paths')}${ending}`, { force: true })
  readAll()
  expect(readValues(folder, '$.results.a')).toHaveLength(50)
  follower.close()
  const file = openSync(derivedFile(folder, 'paths'), 'r+')
  writeSync(file, Buffer.alloc(8192, 0x2a), 0, 8192, 4096)
  closeSync(file)
  follow(folder, ['$.results.a'])
  expect(readValues(folder, '$.results.a')).toHaveLength(50)
})

// Would catch: a kill in the middle that loses or doubles a value.
test('a kill at any moment loses nothing', { timeout: 60_000 }, async () => {
  const { folder, archive, db } = opened()
  db.exec('BEGIN')
  for (let job = 0; job < 3000; job += 1) archive(toAnswer({ a: job, fill: 'x'.repeat(500) }))
  db.exec('COMMIT')
  const script = new URL(import.meta.resolve('./testing/follow-until-killed.ts'))
  for (const ms of [0, 10, 25, 40]) {
    const child = spawn(process.execPath, [script.pathname, folder, '$.results.a', '$.results.*'])
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, ms))
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  expect(follow(folder, ['$.results.a'])).toMatchObject([{ read: 3000 }, { read: 3000 }])
  expect(readValues(folder, '$.results.a')).toEqual(
    Array.from({ length: 3000 }, (_, job) => `${job + 1} 3 ${job} ×1`),
  )
  expect(readValues(folder, '$.results.*')).toHaveLength(6000)
})
