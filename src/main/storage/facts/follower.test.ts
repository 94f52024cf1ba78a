import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { toBodyPath } from '#main/storage/bodies.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { catchUp } from './catch-up.ts'
import { derivedFile, isMarkedDamaged, markDamaged } from './facts-files.ts'
import { openArchivedHistory, readDerived, toAnswer } from './testing/archived-history.ts'

const read = (folder: string): Promise<void> =>
  catchUp(
    folder,
    [],
    () => undefined,
    () => false,
  )

function opened() {
  const folder = createScratchFolder(onTestFinished)
  return { folder, ...openArchivedHistory(folder, onTestFinished) }
}

const tagged = (label: string, sure: number, caption = label): string =>
  toAnswer({ tags_1: { data: { tags: { auto: { [label]: sure } } } }, caption_2: { caption } })

const toFilter = (text: string) => ({
  query: resolveQuery(parseQuery(text, { now: 0 }).query, { workflows: [], connections: [] }),
})

/** What a search says: the ids, or the code of the error. */
function search(db: DatabaseSync, folder: string) {
  const reads = createJournalReads(db, folder)
  return (text: string): readonly string[] | string => {
    try {
      return reads.page(toFilter(text), null, 9).jobs.map(({ id }) => id)
    } catch (cause) {
      return cause instanceof JournalError ? cause.error.code : String(cause)
    }
  }
}

// Would catch: labels of a job that a person deleted and that are still counted, or that are lost once it was restored.
test('what is known of a deleted job goes with it, and comes back with it', async () => {
  const { folder, db, archive, execute } = opened()
  const job = archive(tagged('cat', 80))
  archive(tagged('dog', 70))
  await read(folder)
  const find = search(db, folder)
  expect(find('tag:cat')).toEqual([job])
  const before = readDerived(folder, ['cat', 'dog'])
  execute('away', { kind: 'deleteJobs', jobIds: [job] })
  await read(folder)
  const left = readDerived(folder, ['cat', 'dog'])
  expect(before.filter((line) => /^1 |\b1=/.test(line))).not.toEqual([])
  expect(left.filter((line) => /^1 |\b1=/.test(line))).toEqual([])
  expect(left.slice(-2)).toEqual(['cat: ', 'dog: 2'])
  expect(find('tag:cat')).toEqual([])
  execute('back', { kind: 'restoreJobs', deletionId: 'away' })
  await read(folder)
  expect(readDerived(folder, ['cat', 'dog'])).toEqual(before)
  expect(find('tag:cat')).toEqual([job])
})

// Would catch: a result of a strange form that stops the reading of those after it, or a label that is lost or changed by its letters.
test('bodies of every kind are passed, and labels keep every character', async () => {
  const { folder, archive } = opened()
  const deep = `{"results":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`
  const many = toAnswer(Object.fromEntries(Array.from({ length: 20_000 }, (_, key) => [`k${key}`, 1])))
  const label = `a"'b\\%_*[?]\u{1F4A5}\u202e\n\t<script>; DROP TABLE facts --`
  for (const body of [
    '',
    '<html>',
    '{"results":',
    'null',
    '[]',
    '{"results":[1]}',
    deep,
    new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
    '{"results":{"tags":{"tags":{"auto":{"huge":1e400,"ok":1}}}}}',
  ])
    archive(body)
  const strange = archive(Buffer.concat([Buffer.from(tagged(label, 60).slice(0, -1)), Buffer.from(' }')]))
  archive(many)
  const last = archive(tagged('last', 99))
  await read(folder)
  const ask = search(new DatabaseSync(join(folder, 'journal.db'), { readOnly: true }), folder)
  expect(ask('tag:last>=99')).toEqual([last])
  expect(
    ask(
      `tag:${JSON.stringify(label)
        .replaceAll(String.raw`\n`, '\n')
        .replaceAll(String.raw`\t`, '\t')}>=60`,
    ),
  ).toEqual([strange])
  // 1e400 is no number that can be compared; the label is there all the same.
  expect(readDerived(folder).filter((row) => row.includes('huge'))).toEqual(['9 1 huge=null of tags'])
  expect(readDerived(folder).filter((row) => row.startsWith('11 9 ')).length).toBe(20_000)
})

// Would catch: a large result, which is a file, that is not read, or one that was removed and stops the reading.
test('results that are files are read, also those too large to be parsed whole', async () => {
  const { folder, archive } = opened()
  const filled = (bytes: number): string =>
    toAnswer({ tags_1: { tags: { auto: { cat: 70 } } }, filler: { text: 'x'.repeat(bytes) } })
  const [file, gone, huge] = [filled(400_000), filled(400_001), filled(5_000_000)].map((body) =>
    archive(body),
  )
  rmSync(toBodyPath(folder, gone ?? ''))
  await read(folder)
  const ask = search(new DatabaseSync(join(folder, 'journal.db'), { readOnly: true }), folder)
  expect(ask('tag:cat=70')).toEqual([huge, file])
})

// Would catch: a result that was read again after its job was looked at again, and that is found by what it said before.
test('a result that is replaced is found by what it says now', async () => {
  const { folder, archive, replace, db } = opened()
  const [one, other] = [archive(tagged('cat', 10)), archive(tagged('dog', 20))]
  await read(folder)
  replace(other, tagged('bird', 30))
  await read(folder)
  const ask = search(db, folder)
  expect([ask('tag:dog'), ask('text:dog'), ask('tag:bird'), ask('text:bird'), ask('tag:cat')]).toEqual([
    [],
    [],
    [other],
    [other],
    [one],
  ])
})

// Would catch: a damaged file that stops the app or a search for something else, that is trusted, or that is never mended.
test.each(['facts', 'words'] as const)(
  'a damaged file (%s) is told by the search, and made anew',
  async (name) => {
    const { folder, archive } = opened()
    const ids = Array.from({ length: 120 }, (_, job) =>
      archive(tagged(`label ${job} ${'x'.repeat(400)}`, job % 100)),
    )
    await read(folder)
    const before = readDerived(folder, ['label'])
    const file = derivedFile(folder, name)
    rmSync(`${file}-wal`, { force: true })
    const size = statSync(file).size
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(size - 8192, 0x5a), 0, size - 8192, 8192)
    closeSync(handle)
    const db = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true })
    const ask = search(db, folder)
    const query = name === 'facts' ? 'tag:label*>=0' : 'text:label'
    expect(ask(query)).toBe(name === 'facts' ? 'search.factsMissing' : 'search.wordsMissing')
    expect(isMarkedDamaged(folder, name)).toBe(true)
    expect(ask('state:finished')).toHaveLength(9)
    await read(folder)
    expect(readDerived(folder, ['label'])).toEqual(before)
    expect(ask(query)).toEqual(ids.toReversed().slice(0, 9))
  },
)

// Would catch: facts of a file that was emptied, cut, written by something else or by a later version, taken as they are.
test.each([
  ['emptied', (path: string) => truncateSync(path, 0)],
  ['cut', (path: string) => truncateSync(path, 5000)],
  ['something else', (path: string) => writeFileSync(path, 'not a database'.repeat(1000))],
  ['of another version', (path: string) => runSql(path, 'PRAGMA user_version = 99')],
  ['without its tables', (path: string) => runSql(path, 'DROP TABLE followed')],
  ['removed', (path: string) => rmSync(path)],
])('a file that is %s is made anew from the journal', async (_, harm) => {
  const { folder, archive } = opened()
  for (let job = 0; job < 30; job += 1) archive(tagged('cat', job))
  await read(folder)
  const before = readDerived(folder, ['cat'])
  expect(before).toHaveLength(30 * 4 + 5 + 1)
  for (const name of ['facts', 'words'] as const) {
    for (const ending of ['-wal', '-shm']) rmSync(`${derivedFile(folder, name)}${ending}`, { force: true })
    harm(derivedFile(folder, name))
  }
  await read(folder)
  expect(readDerived(folder, ['cat'])).toEqual(before)
})

// Would catch: facts of the jobs of one journal shown for those of another, after a backup was put in its place.
test('files of another journal are made anew', async () => {
  const [one, other] = [opened(), opened()]
  for (const label of ['cat', 'dog']) one.archive(tagged(label, 1))
  for (const label of ['bird', 'fish', 'cow']) other.archive(tagged(label, 1))
  await read(one.folder)
  await read(other.folder)
  for (const name of ['facts', 'words'] as const)
    writeFileSync(derivedFile(one.folder, name), readFileSync(derivedFile(other.folder, name)))
  await read(one.folder)
  expect(readDerived(one.folder).filter((row) => row.includes(' 1 '))).toEqual([
    '1 1 cat=1 of tags',
    '2 1 dog=1 of tags',
  ])
})

// Would catch: results lost or read twice by a kill between the files, or within one.
test('a kill at any moment loses nothing and repeats nothing', async () => {
  const { folder, archive, db } = opened()
  db.exec('BEGIN')
  for (let job = 0; job < 1200; job += 1) archive(tagged(`label ${job % 50}`, job % 100, `caption ${job}`))
  db.exec('COMMIT')
  const script = new URL(import.meta.resolve('./testing/follow-until-killed.ts')).pathname
  for (let kill = 0; kill < 6; kill += 1) {
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    const ended = once(child, 'exit')
    setTimeout(() => child.kill('SIGKILL'), 5 + kill * 16)
    await ended
  }
  await read(folder)
  const found = readDerived(folder, ['caption', 'label'])
  for (const name of ['facts', 'words'] as const) markDamaged(folder, name)
  await read(folder)
  expect(readDerived(folder, ['caption', 'label'])).toEqual(found)
  expect(found.filter((row) => row.split(' ')[1] === '1')).toHaveLength(1200)
})

function runSql(path: string, sql: string): void {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}
