import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { FoundFiles } from '#shared/model/found-file.ts'
import { createRegistry } from '#main/files/registry.ts'
import { createWalks } from './walks.ts'

function createHarness(count: number) {
  const folder = join(createScratchFolder(onTestFinished), 'many')
  mkdirSync(folder)
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, `${index}.txt`), '')
  const registry = createRegistry()
  const messages: FoundFiles[] = []
  const over = Promise.withResolvers<void>()
  const bugs: unknown[] = []
  let onMessage = (_found: FoundFiles): void => undefined
  const walks = createWalks({
    registry,
    send: async (found) => {
      messages.push(found)
      onMessage(found)
      await new Promise((resolve) => setImmediate(resolve))
      if (found.done) over.resolve()
    },
    onBug: (cause) => bugs.push(cause),
  })
  return {
    folder,
    registry,
    messages,
    walks,
    bugs,
    over: over.promise,
    listen: (callback: (found: FoundFiles) => void) => {
      onMessage = callback
    },
  }
}

// Would catch: a message as large as the folder, a file sent twice or lost, or an end that never comes.
test('files come in messages of at most 2,000, in order, the last one is the end', async () => {
  const { folder, registry, messages, walks, over } = createHarness(2500)
  const walkId = walks.begin([folder])
  await over
  const files = messages.flatMap((found) => found.files)
  expect(files.map(({ name }) => name)).toEqual(
    Array.from({ length: 2500 }, (_, index) => `many/${index}.txt`),
  )
  expect(Math.max(...messages.map((found) => found.files.length))).toBeLessThanOrEqual(2000)
  expect(messages.map(({ done }) => done)).toEqual([...messages.slice(1).map(() => false), true])
  expect(messages.every((found) => found.walkId === walkId)).toBe(true)
  expect(files.every(({ id, path }) => registry.get(id)?.path === path)).toBe(true)
  expect(new Set(files.map(({ id }) => id)).size).toBe(2500)
})

// Would catch: the count of what was left out that starts again with every message.
test('what was left out is counted over the whole walk; files that may be lists are marked', async () => {
  const { folder, messages, walks, over } = createHarness(1)
  for (const name of ['.a', '.b', 'Thumbs.db', 'sheet.CSV', 'list.jsonl', 'photo.png']) {
    writeFileSync(join(folder, name), '')
  }
  walks.begin([folder])
  await over
  expect(messages.at(-1)?.leftOut).toEqual({ hidden: 2, system: 1, circular: 0 })
  const lists = messages.flatMap((found) => found.files).filter(({ mayBeList }) => mayBeList)
  expect(lists.map(({ name }) => name)).toEqual(['many/0.txt', 'many/list.jsonl', 'many/sheet.CSV'])
})

// Would catch: files that go on coming in after the person cleared the list, or a walk that is never over.
test('a stopped walk sends nothing more but its end', async () => {
  const { folder, messages, walks, over, listen } = createHarness(2500)
  const walkId = walks.begin([folder])
  listen(({ files }) => {
    if (files.length > 0) walks.stop(walkId)
  })
  await over
  expect(messages.filter(({ files }) => files.length > 0)).toHaveLength(1)
  expect(messages.at(-1)).toMatchObject({ walkId, files: [], done: true })
})

// Would catch: files that the page before asked for, sent to a new page that knows nothing of them.
test('a walk whose page is gone sends nothing', async () => {
  const { folder, messages, walks, over } = createHarness(10)
  walks.begin([folder])
  walks.clear()
  walks.begin([join(folder, '3.txt')])
  await over
  expect(messages.flatMap(({ files }) => files).map(({ name }) => name)).toEqual(['3.txt'])
})

// Would catch: a question about every settings file, which blocks the run until somebody answers it.
test('a JSON file may be a list only when it begins as one', async () => {
  const { folder, messages, walks, over } = createHarness(0)
  const contents = {
    'array.json': '\n[ {"url": "https://example.com/a"} ]',
    'lines.json': '{"url":"https://example.com/a"}\n{"url":"https://example.com/b"}\n',
    'package.json': '{\n  "name": "x",\n  "files": []\n}\n',
    'numbers.json': '[1, 2]',
    'empty.json': '',
  }
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content)
  walks.begin(Object.keys(contents).map((name) => join(folder, name)))
  await over
  const lists = messages.flatMap((found) => found.files).filter(({ mayBeList }) => mayBeList)
  expect(lists.map(({ name }) => name)).toEqual(['array.json', 'lines.json'])
})
