import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { openArchivedHistory } from '#main/storage/facts/testing/archived-history.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { JobColumn } from '#shared/model/columns/index.ts'
import { createJournalReads } from './journal-reads.ts'

const PATH = '$.results.task.data.*'
const column: JobColumn = { kind: 'path', path: PATH }

const VALUES: readonly string[] = [
  '{"a":12.5}',
  '{"a":1e400}',
  '{"a":9007199254740993}',
  '{"a":true}',
  '{"a":null}',
  '{"a":"Text"}',
  '{"a":[1,2]}',
  '{"a":{"b":1}}',
  '{"a":1,"b":"x","c":1}',
  '[0,1,2,3,4,5,6]',
  '{}',
  '"no container"',
]
const CELLS = [
  12.5,
  '1e400',
  '9007199254740993',
  true,
  'null',
  'Text',
  '[2]',
  '{1}',
  '1, x +1',
  '0, 1, 2, 3, 4 +2',
  null,
  null,
]

function opened() {
  const folder = createScratchFolder(onTestFinished)
  const history = openArchivedHistory(folder, onTestFinished)
  // A connection of its own, as the readers have: it sees what others wrote.
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  onTestFinished(() => db.close())
  const reads = createJournalReads(db, folder)
  const ids = VALUES.map((data, at) => history.archive(`{"results":{"task_${at}":{"data":${data}}}}`))
  const readPath = (): Promise<void> =>
    catchUp(
      folder,
      [PATH],
      () => undefined,
      () => false,
    )
  return { ...history, reads, ids, readPath }
}

// Would catch: a column that is empty until all results are read, or that shows something else then.
test('cells are the same whether their values are kept already or not', async () => {
  const { reads, ids, readPath, archive } = opened()
  const cells = () => ids.map((id) => reads.cells(ids, [{ kind: 'field', field: 'source' }, column])[id])
  const expected = CELLS.map((cell) => [null, cell])
  expect(cells()).toEqual(expected)
  await readPath()
  expect(cells()).toEqual(expected)
  const late = archive('{"results":{"task_99":{"data":[7]}}}')
  expect(reads.cells([late, 'none'], [column])).toEqual({ [late]: [7], none: [null] })
  expect(reads.cells(ids.slice(0, 1), [{ kind: 'path', path: '$.[' }])).toEqual({ [ids[0] ?? '']: [null] })
})

// Would catch: an answer that reads hundreds of megabytes while the list waits.
test('of large results that are not kept yet, only some are read for one answer', () => {
  const { reads, archive } = opened()
  const large = Array.from({ length: 5 }, (_, at) =>
    archive(`{"results":{"task_1":{"data":[${at}],"fill":"${'x'.repeat(3_000_000)}"}}}`),
  )
  expect(large.map((id) => reads.cells(large, [column])[id])).toEqual([[0], [1], ['?'], ['?'], ['?']])
})

// Would catch: a list by values that leaves jobs out, or does not move them when more results were read.
test('jobs are sorted by the values of a path', async () => {
  const { reads, ids, readPath, archive } = opened()
  const sorted = (direction: 'asc' | 'desc') =>
    reads
      .page({ sort: { column, direction } }, null, 100)
      .jobs.map(({ id }) => (ids.includes(id) ? CELLS[ids.indexOf(id)] : 'late'))
  expect(() => sorted('asc')).toThrow(/JSON path/)
  await readPath()
  // Yes is 1, lists and objects are as many as they hold; what has no value stands last, the newest first.
  const numbers = ['0, 1, 2, 3, 4 +2', true, '{1}', '1, x +1', '[2]', 12.5, '9007199254740993', '1e400']
  expect(sorted('asc')).toEqual([...numbers, 'Text', null, null, 'null'])
  expect(sorted('desc').slice(0, 3)).toEqual(['Text', '1e400', '9007199254740993'])
  archive('{"results":{"task_1":{"data":[7]}}}')
  await readPath()
  expect(sorted('asc').indexOf('late')).toBe(5)
})
