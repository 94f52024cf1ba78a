import { DatabaseSync } from 'node:sqlite'
import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { derivedFile } from '#main/storage/facts/facts-files.ts'
import { Follower } from '#main/storage/facts/follower.ts'
import { openArchivedHistory, toAnswer } from '#main/storage/facts/testing/archived-history.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { FactColumn, JobColumn } from '#shared/model/columns/index.ts'
import { createJournalReads } from './journal-reads.ts'

const tags = (shows: 'joined' | 'count' | 'best', atLeast: number): FactColumn => ({
  kind: 'fact',
  fact: 'tags',
  shows,
  atLeast,
})
const COLUMNS: readonly JobColumn[] = [
  tags('joined', 0),
  tags('joined', 60),
  tags('count', 60),
  tags('best', 60),
  { kind: 'fact', fact: 'tag', name: 'CAT' },
  { kind: 'fact', fact: 'flag', name: 'sfw' },
  { kind: 'fact', fact: 'tasks' },
  { kind: 'fact', fact: 'fileTypes' },
  { kind: 'fact', fact: 'fileSize' },
  { kind: 'field', field: 'state' },
]

function open() {
  const folder = createScratchFolder(onTestFinished)
  const history = openArchivedHistory(folder, onTestFinished)
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  onTestFinished(() => db.close())
  const follower = new Follower(folder)
  return { folder, ...history, follower, reads: createJournalReads(db, folder) }
}

// Would catch: a label that stands twice, one under the threshold, a yes and no that is shown as a number, or values of another job.
test('cells say what the results say', () => {
  const { archive, follower, reads } = open()
  const named = (auto: object, user: object | null = null) => ({ tags_1: { tags: { auto, user } } })
  const one = archive(
    toAnswer({
      ...named({ cat: 90.5, Dog: 60, fox: 12 }, { cat: 1, mine: null }),
      sfw_1: { sfw: false },
      crop_1: { url: 'https://cdn.example/a', mimetype: 'image/png', size: 1200 },
      crop_2: { url: 'https://cdn.example/b', mimetype: 'image/png', size: 900 },
    }),
  )
  const other = archive(toAnswer(named({ ape: 59 })))
  const none = archive('no JSON')
  while (follower.followSome());
  follower.close()
  expect(reads.cells([none, one, other, 'nobody'], COLUMNS)).toEqual({
    [none]: COLUMNS.map(() => null),
    [one]: [
      'cat 90.5, Dog 60, fox 12, mine',
      'cat 90.5, Dog 60',
      2,
      'cat 90.5',
      90.5,
      false,
      'crop, sfw, tags',
      'image/png',
      1200,
      null,
    ],
    [other]: ['ape 59', null, null, null, null, null, 'tags', null, null, null],
    nobody: COLUMNS.map(() => null),
  })
})

// Would catch: a list without rows because the file of facts is gone.
test('without the file of facts cells are empty, and the name of the run is there', () => {
  const { folder, archive, follower, reads, db } = open()
  const id = archive(toAnswer({ caption_1: { caption: 'x' } }))
  db.exec(`UPDATE runs SET name = 'Shoes'`)
  follower.close()
  rmSync(derivedFile(folder, 'facts'), { force: true })
  const run: JobColumn = { kind: 'field', field: 'run' }
  expect(reads.cells([id], [run, tags('count', 0)])).toEqual({ [id]: ['Shoes', null] })
})
