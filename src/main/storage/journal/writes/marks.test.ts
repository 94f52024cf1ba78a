import { expect, onTestFinished, test } from 'vitest'
import { MAX_TAGS } from '#shared/model/bounds.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { createScratchFolder, newRun, openTestJournal } from '#main/storage/testing/journals.ts'

async function opened() {
  const { writer, reader } = await openTestJournal(createScratchFolder(onTestFinished), onTestFinished)
  const run = newRun(3)
  await writer.createRun(run)
  const [one = '', two = '', three = ''] = run.jobs.map(({ id }) => id)
  let commands = 0
  const tag = (jobIds: readonly string[], add: readonly string[], remove: readonly string[] = []) =>
    writer.execute(`tag ${(commands += 1)}`, 1, { kind: 'tagJobs', jobIds, add, remove })
  const note = (jobIds: readonly string[], text: string | null) =>
    writer.execute(`note ${(commands += 1)}`, 1, { kind: 'noteJobs', jobIds, note: text })
  const find = async (text: string): Promise<readonly string[]> => {
    const { query, problems } = parseQuery(text, { now: 0 })
    expect(problems).toEqual([])
    const filter = { query: resolveQuery(query, { workflows: [], connections: [] }) }
    const { jobs } = await reader.page({ ...filter, order: 'list' }, null, 9)
    expect(await reader.count(filter)).toBe(jobs.length)
    return jobs.map(({ id }) => id)
  }
  return { reader, one, two, three, tag, note, find }
}

// Would catch: a tag twice in two cases, one that cannot be taken away as it is written, or a search that finds half of them.
test('tags are added, taken away and found whatever their case', async () => {
  const { reader, one, two, three, tag, find } = await opened()
  await tag([one, two], ['Für Anna', 'urgent'])
  await tag([two, three, 'not there'], ['URGENT', 'weird "*[?]\\ tag'])
  expect((await reader.job(two))?.tags).toEqual(['Für Anna', 'urgent', 'weird "*[?]\\ tag'])
  expect(await find('tagged:URGENT')).toEqual([one, two, three])
  expect(await find('tagged:"für anna"')).toEqual([one, two])
  expect(await find('-tagged:fü*')).toEqual([three])
  expect(await find('tagged:*')).toEqual([one, two, three])
  await tag([one, two, three], [], ['Urgent'])
  expect(await find('tagged:urgent')).toEqual([])
  expect((await reader.job(one))?.tags).toEqual(['Für Anna'])
  expect(await reader.tagNames('', 9)).toEqual([
    { name: 'für anna', jobs: 2 },
    { name: 'weird "*[?]\\ tag', jobs: 2 },
  ])
  expect(await reader.tagNames('we', 9)).toHaveLength(1)
  await tag(
    [one],
    Array.from({ length: MAX_TAGS + 9 }, (_, at) => `tag ${at}`),
  )
  expect((await reader.job(one))?.tags).toHaveLength(MAX_TAGS)
})

// Would catch: a note that is not found by its words, or found after it was removed.
test('a note is kept as it was written, and found by a part of it', async () => {
  const { reader, one, two, note, find } = await opened()
  await note([one, two], 'Ask ÄNNA\nabout the licence')
  expect((await reader.job(one))?.note).toBe('Ask ÄNNA\nabout the licence')
  expect(await find('note:änna')).toEqual([one, two])
  expect(await find('note:"anna"')).toEqual([])
  expect(await find('licence')).toEqual([one, two])
  await note([one], null)
  expect(await find('note:*')).toEqual([two])
  expect((await find('-note:*')).includes(one)).toBe(true)
})
