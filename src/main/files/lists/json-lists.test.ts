import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

const A = 'https://img.example.com/1.png'
const B = 'https://img.example.com/2.png'

async function readList(name: string, content: Uint8Array | string) {
  const { open, read } = createListHarness(createScratchFolder(onTestFinished))
  const list = await open(name, content)
  const { rows, problems } = await read(list)
  return { names: list.columns.map((column) => column.name), rows, problems }
}
const sourcesOf = async (name: string, content: Uint8Array | string) =>
  (await readList(name, content)).rows.map(({ text }) => text)

// Would catch: rows that are lost without a word, since JSON has more forms than one.
test.each([
  ['an array of links', 'a.json', `["${A}","${B}"]`],
  ['an array of links over several lines', 'a.json', `[\n  "${A}",\n  "${B}"\n]\n`],
  ['pages one after another', 'a.json', `[{"url":"${A}"}][{"url":"${B}"}]`],
  ['pages on lines of their own', 'a.json', `[{"url":"${A}"}]\n[{"url":"${B}"}]\n`],
  ['pages over several lines', 'a.json', `[\n {"url":"${A}"}\n]\n[\n {"url":"${B}"}\n]\n`],
  ['objects over several lines', 'a.json', `{\n "url": "${A}"\n}\n{\n "url": "${B}"\n}\n`],
  ['objects over several lines as NDJSON', 'a.ndjson', `{\n "url": "${A}"\n}\n{\n "url": "${B}"\n}\n`],
  ['an object a line with commas', 'a.ndjson', `{"url":"${A}"},\n{"url":"${B}"},\n`],
  ['an array as NDJSON', 'a.ndjson', `[{"url":"${A}"},\n{"url":"${B}"}]\n`],
  ['arrays with a row of names', 'a.json', `[["sku","url"],["A","${A}"],["B","${B}"]]`],
  ['an array a line', 'a.json', `["A","${A}"]\n["B","${B}"]\n`],
  ['a link a line', 'a.json', `"${A}"\n"${B}"\n`],
  ['an answer with errors beside its data', 'a.json', errorsAndData()],
  ['an answer whose items hold arrays', 'a.json', itemsWithArrays()],
  ['nothing in its first element', 'a.json', `[null, {}, {"url":"${A}"}, {"url":"${B}"}]`],
  ['a comment above', 'a.json', `// of today\n[{"url":"${A}"},{"url":"${B}"}]`],
])('%s: every row is read', async (_what, name, content) => {
  expect((await sourcesOf(name, content)).filter((source) => source !== '')).toEqual([A, B])
})

function errorsAndData(): string {
  const errors = [{ code: 1, link: 'https://docs.example.com/1' }]
  return JSON.stringify({ meta: { errors }, data: [{ url: A }, { url: B }], next: null })
}

function itemsWithArrays(): string {
  const item = (url: string) => ({ tags: ['x', 'y'], variants: [{ id: 1 }, { id: 2 }], url })
  return JSON.stringify({ ids: [1, 2, 3, 4, 5, 6, 7, 8], items: [item(A), item(B)] })
}

// Would catch: an object of one row taken for the answer around its own details.
test('one object with a list of pictures is a row, its words are its labels', async () => {
  const { rows } = await readList('a.json', `{"sku":"A","images":["${A}","${B}"]}`)
  expect(rows).toEqual([{ row: 1, text: `["${A}","${B}"]`, labels: { sku: 'A' } }])
})

// Would catch: a download that broke off and is taken for the whole list.
test.each([
  ['within an element', `[{"url":"${A}"},{"url":"https://img.exa`],
  ['behind a comma', `[{"url":"${A}"},\n`],
  ['before the last bracket', `[{"url":"${A}"}`],
])('an array that breaks off %s is told', async (_what, content) => {
  const { rows, problems } = await readList('a.json', content)
  expect(rows.map(({ text }) => text)).toEqual([A])
  expect(problems).toEqual([[2, 'list.lineNotJson']])
})

// Would catch: a link with a letter that no longer is one.
test.each(['windows-1252', 'utf-16le', 'utf8'])('JSON in %s is read', async (encoding) => {
  const link = 'https://img.example.com/Größe.png'
  const text = JSON.stringify({ data: [{ url: link, name: 'Für Mädchen' }] })
  const { rows } = await readList('a.json', iconv.encode(text, encoding))
  expect(rows).toMatchObject([{ text: link, labels: { name: 'Für Mädchen' } }])
})

// Would catch: a list of one long line that is read as far as its first piece, or a letter cut in two between pieces.
test('a long array on one line is read to its end', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({
    url: `https://img.example.com/${n}.png`,
    name: '红ä',
  }))
  const list = await readList('a.json', JSON.stringify({ count: 20_000, data: rows }))
  expect(list.rows).toHaveLength(20_000)
  expect(list.rows.every(({ labels }) => labels['name'] === '红ä')).toBe(true)
})

// Would catch: "The list has no rows", of a list whose rows are all broken.
test('a list of which no row can be read says why', async () => {
  const { open } = createListHarness(createScratchFolder(onTestFinished))
  await expect(open('a.ndjson', '{broken\n{broken too\n')).rejects.toThrow('list.lineNotJson')
})
