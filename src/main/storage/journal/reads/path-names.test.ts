import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { openArchivedHistory, toAnswer } from '#main/storage/facts/testing/archived-history.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { parsePath } from '#shared/model/json-path/index.ts'
import { createJournalReads } from './journal-reads.ts'

// Would catch: a path that is offered and finds nothing, a key that needs brackets, a task with the number of one workflow, a result
// that is no JSON, a list whose items fill all of the offer.
test('the paths of results that are there, with what they find', () => {
  const folder = createScratchFolder(onTestFinished)
  const { archive } = openArchivedHistory(folder, onTestFinished)
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  onTestFinished(() => db.close())
  const reads = createJournalReads(db, folder)
  const names = (beginning: string) =>
    reads.pathNames(beginning, 50).map(({ path, example }) => `${path} ${example}`)
  expect(names('$')).toEqual([])

  archive(toAnswer({ sfw_1: { data: { sfw: false } } }))
  archive(
    toAnswer({ sfw_2: { data: { sfw: true } }, tags_1: { 'a b': [{ n: 1 }, { n: 2 }], t: 'x'.repeat(50) } }),
  )
  archive('no JSON')
  archive('')
  expect(names('$.results.')).toEqual([
    '$.results.sfw {1}',
    '$.results.sfw.data {1}',
    '$.results.sfw.data.sfw true',
    '$.results.tags {2}',
    '$.results.tags.t xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    "$.results.tags['a b'] [2]",
    "$.results.tags['a b'][*] {1} +1",
    "$.results.tags['a b'][*].n 1, 2",
  ])
  for (const { path } of reads.pathNames('$', 50)) expect(parsePath(path).ok).toBe(true)
  expect(reads.pathNames('$.res', 2).map(({ path }) => path)).toEqual(['$.results', '$.results.sfw'])

  archive(toAnswer({ caption_9: { caption: 'late' } }))
  expect(names('$.results.c')).toEqual(['$.results.caption {1}', '$.results.caption.caption late'])
})
