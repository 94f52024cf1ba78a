import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sourceText } from '#shared/model/source.ts'
import { readInputs, type Input } from './inputs.ts'

const isSecret = (word: string): boolean => word === 'TheSecretOfThisConnection'
const context = { apiKeys: ['AbcdefghijklmnopqrstuZ'], cdnHosts: [] }

const COMMON = { context, isSecret, localFiles: null, alias: null, listThreads: undefined }
const toList = (from: string | null) => (from === null ? null : { from, column: null, sheet: null })

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-inputs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const shown = (input: Input): string =>
  input.kind === 'problem' ? `${input.where}: ${input.why}` : sourceText(input.source)

async function all(
  sources: readonly string[],
  from: string | null,
  stdin = chunks(),
  localFiles: string | null = null,
): Promise<readonly string[]> {
  const found: string[] = []
  for await (const input of readInputs({ sources, list: toList(from), stdin, ...COMMON, localFiles }))
    found.push(shown(input))
  return found
}

// Would catch: a folder that is taken for an alias path and billed, or a file that is left out.
test('what lies on this disk is a local path, its folders walked', async () => {
  const folder = scratch()
  mkdirSync(join(folder, 'photos'))
  for (const name of ['b10.jpg', 'b2.jpg', '.hidden']) writeFileSync(join(folder, 'photos', name), 'x')
  const found = await all([join(folder, 'photos'), 'photos/cat.jpg'], null)
  expect(found).toEqual([
    join(folder, 'photos/b2.jpg'),
    join(folder, 'photos/b10.jpg'),
    'src://photos/cat.jpg',
  ])
})

// Would catch: a bad line that stops the others, is billed, or cannot be found again in the list.
test('lines that are no sources are told with their number, the others go on', async () => {
  const id = '67d273c3-249c-4192-b228-9c3e1d003963'
  const word = 'abcdefghijklmnopqrst'
  const lines = [
    'src://shop/a.png',
    '',
    id,
    'x'.repeat(70_000),
    context.apiKeys[0] ?? '',
    word,
    'src://shop/b.png',
  ]
  const found = await all([], '-', chunks(lines.join('\r\n')))
  expect(found[0]).toBe('src://shop/a.png')
  expect(found[1]).toMatch(/^line 3: This is the id/)
  expect(found[2]).toMatch(/^line 4: Line 4 is longer than/)
  expect(found[3]).toMatch(/^line 5: This is an API key/)
  expect(found[4]).toMatch(/^line 6: This may be a handle/)
  expect(found.slice(5)).toEqual(['src://shop/b.png'])
  // Named by itself a word is meant.
  expect(await all([word], null)).toEqual([word])
})

// Would catch: a list that is read whole before its first line is taken.
test('a list is taken as it comes', async () => {
  let given = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (; given < 1000; given++) {
      const lines = Array.from({ length: 50 }, (_, index) => `src://shop/${given * 50 + index}.png`)
      yield Buffer.from(`${lines.join('\n')}\n`)
    }
  }
  let taken = 0
  for await (const input of readInputs({ sources: [], list: toList('-'), stdin: endless(), ...COMMON })) {
    if (input.kind === 'source') taken += 1
    if (taken === 1) expect(given).toBeLessThan(3)
  }
  expect(taken).toBe(50_000)
})

// Would catch: labels that are lost, or a list that stops the command without a word.
test('columns beside the sources become labels; a list that cannot be read says why', async () => {
  const list = join(scratch(), 'list.csv')
  writeFileSync(list, 'sku;image\nA1;src://shop/a.png\nA2;src://shop/b.png\n')
  const inputs: Input[] = []
  for await (const input of readInputs({ sources: [], list: toList(list), stdin: chunks(), ...COMMON }))
    inputs.push(input)
  expect(inputs).toMatchObject([{ labels: { sku: 'A1' } }, { labels: { sku: 'A2' } }])
  await expect(all([], `${list}.none`)).rejects.toMatchObject({ error: { code: 'upload.vanished' } })
})

// Would catch: a vendor's sheet that takes a private key, an `.env` or a whole folder of this computer along.
test('what a list names on this computer is told, and taken only from a folder that was allowed', async () => {
  const folder = scratch()
  const allowed = join(folder, 'pictures')
  mkdirSync(join(allowed, 'deep'), { recursive: true })
  for (const name of ['id_rsa', 'pictures/a.jpg', 'pictures/deep/b.jpg'])
    writeFileSync(join(folder, name), 'x')
  symlinkSync(join(folder, 'id_rsa'), join(allowed, 'link.jpg'))
  const lines = [
    join(allowed, 'a.jpg'),
    `file://${join(allowed, 'deep/b.jpg')}`,
    join(folder, 'id_rsa'),
    join(allowed, '../id_rsa'),
    join(allowed, 'link.jpg'),
    join(allowed, 'deep'),
    allowed,
    join(allowed, 'none.jpg'),
    '\\\\server\\share\\a.jpg',
    'file://server/share/a.jpg',
  ].join('\n')
  const unasked = await all([], '-', chunks(lines))
  expect(unasked).toHaveLength(10)
  for (const line of unasked) expect(line).toMatch(/^line \d+: This is a path on (this|another) computer\./)
  const taken = await all([], '-', chunks(lines), allowed)
  expect(taken.slice(0, 2)).toEqual([join(allowed, 'a.jpg'), join(allowed, 'deep/b.jpg')])
  expect(taken.slice(2).map((line) => line.replace(/\..*$/, ''))).toEqual([
    'line 3: This is no file under the folder of --local-files',
    'line 4: This is no file under the folder of --local-files',
    'line 5: This is no file under the folder of --local-files',
    'line 6: This is a folder',
    'line 7: This is no file under the folder of --local-files',
    'line 8: This is no file under the folder of --local-files',
    'line 9: This is a path on another computer',
    'line 10: This is a path on another computer',
  ])
})

// Would catch: a listing whose objects are told to be no sources, or a folder or a sum of it that is billed.
test('what tools of cloud storage print becomes paths of the alias that was named', async () => {
  const lines = [
    '                           PRE more/',
    '2026-11-24 10:12:13       1234 shoes/a b.png',
    'gs://bucket/shoes/c.png',
    'd.png',
    'more/e.png',
    'more/',
    'https://example.com/f.png',
    '',
    'Total Objects: 5',
    '   Total Size: 1234',
  ].join('\n')
  const read = async (alias: string | null): Promise<readonly string[]> => {
    const found: string[] = []
    const options = { ...COMMON, sources: [], list: toList('-'), stdin: chunks(lines), alias }
    for await (const input of readInputs(options)) found.push(shown(input))
    return found
  }
  expect(await read('catalogue')).toEqual([
    'src://catalogue/shoes/a b.png',
    'src://catalogue/shoes/c.png',
    'src://catalogue/d.png',
    'src://catalogue/more/e.png',
    'line 6: The alias has no path after it.',
    'https://example.com/f.png',
  ])
  const unnamed = await read(null)
  expect(unnamed.slice(0, 2)).toEqual([
    'line 2: This is an object of a bucket. Name the alias of the bucket with --alias NAME.',
    'line 3: This is an object of a bucket. Name the alias of the bucket with --alias NAME.',
  ])
})

// Would catch: the size or the date that a tool prints before a path sent as a part of it.
test('lines of other tools are paths of the alias or are told, never both in one path', async () => {
  const lines = [
    '     1234 shoes/a b.png',
    '     1234 2026-11-24 10:12:13.123456789 shoes/b.png',
    '2026-11-24 10:12         1234  s3://bucket/shoes/c.png',
    '[2026-11-24 10:12:13 UTC] 1.2KiB STANDARD shoes/d.png',
    '-rw-r--r-- 1 ann ann 12 Nov 24 10:12 e.png',
    '2026-11-24T10:12:13Z f.png',
    '1234567890 g.png',
    'shoes/h.png',
  ].join('\n')
  const found: string[] = []
  const options = { ...COMMON, sources: [], list: toList('-'), stdin: chunks(lines), alias: 'shop' }
  for await (const input of readInputs(options)) found.push(shown(input))
  expect(found.filter((line) => line.startsWith('src://'))).toEqual([
    'src://shop/shoes/a b.png',
    'src://shop/shoes/b.png',
    'src://shop/shoes/c.png',
    'src://shop/shoes/d.png',
    'src://shop/shoes/h.png',
  ])
  expect(found.filter((line) => /^line [567]: /.test(line))).toHaveLength(3)
})

// Would catch: two words of a list run as an alias path, or a column that nobody named and nobody is told of.
test('of a list bare words are told, and so is the column that was chosen', async () => {
  const from = join(scratch(), 'a.csv')
  writeFileSync(from, 'sku,image\nA,src://shop/a.png\nB,Shoes/Men\nC,shop/c.png\n')
  const chosen: unknown[] = []
  const found: string[] = []
  const onChosen = (column: string, sheet: string | null): void => void chosen.push([column, sheet])
  const options = { ...COMMON, sources: ['Shoes/Men'], list: toList(from), stdin: chunks(), onChosen }
  for await (const input of readInputs(options)) found.push(shown(input))
  expect(found).toEqual([
    'src://Shoes/Men',
    'src://shop/a.png',
    'line 3: This may be an alias path, or just words. Write src:// before it if it is one.',
    'src://shop/c.png',
  ])
  expect(chosen).toEqual([['image', null]])
})
