import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { finishRestore } from './finish-restore.ts'
import { stageRestore } from './stage-restore.ts'
import { backUp, listFolder, makeHistory, scratch } from './testing/histories.ts'

/** An archive of these entries. */
async function archive(entries: readonly (readonly [string, string])[]): Promise<Buffer> {
  const made = pack()
  for (const [name, text] of entries) made.entry({ name }, text)
  made.finalize()
  return buffer(made)
}

const manifest = (more: object): readonly [string, string] => [
  'flowbench-backup.json',
  JSON.stringify({ flowbench: 'backup', format: 1, journal: 1, createdAt: 1, ...more }),
]

// Would catch: a foreign, newer, cut or changed file of which something is left, or a name that leads out of the folder.
test.each([
  ['text', () => Buffer.from('no backup at all, '.repeat(100)), 'backup.foreign'],
  ['nothing', () => Buffer.alloc(0), 'backup.foreign'],
  ['another archive', () => archive([['a.txt', 'a']]), 'backup.foreign'],
  [
    'a manifest that is none',
    () => archive([['flowbench-backup.json', '{"flowbench":1}']]),
    'backup.foreign',
  ],
  ['a newer format', () => archive([manifest({ format: 99 })]), 'backup.newer'],
  ['a newer journal', () => archive([manifest({ journal: 9999 })]), 'backup.newer'],
  ['an entry that leads out', () => archive([manifest({}), ['../outside.txt', 'x']]), 'backup.damaged'],
  ['an entry with a whole path', () => archive([manifest({}), ['/tmp/outside.txt', 'x']]), 'backup.damaged'],
  ['no list at its end', () => archive([manifest({}), ['settings.json', '{}']]), 'backup.cut'],
  ['no journal', () => archive([manifest({}), ['contents.json', '{"files":[]}']]), 'backup.damaged'],
  [
    'a journal that is none',
    () =>
      archive([
        manifest({}),
        ['journal.db', 'x'],
        [
          'contents.json',
          '{"files":[{"name":"journal.db","bytes":1,"sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}]}',
        ],
      ]),
    'backup.damaged',
  ],
] as const)('a file with %s is refused and leaves nothing', async (_what, make, code) => {
  const file = join(scratch(), 'b')
  writeFileSync(file, await make())
  const folder = scratch()
  expect(await stageRestore({ folder, file })).toMatchObject({ ok: false, error: { code } })
  finishRestore(folder)
  expect(listFolder(folder)).toEqual([])
})

// Would catch: a backup of which a few bytes were lost or changed on a bad disk.
test('cut or changed anywhere, a backup is refused whole', async () => {
  const file = await backUp(makeHistory())
  const whole = readFileSync(file)
  const refuse = async (bytes: Uint8Array): Promise<void> => {
    writeFileSync(file, bytes)
    const folder = scratch()
    expect(await stageRestore({ folder, file })).toMatchObject({ ok: false })
    expect(listFolder(folder)).toEqual([])
  }
  for (let part = 1; part < 12; part++)
    await refuse(whole.subarray(0, Math.floor((whole.length * part) / 12)))
  const settingsAt = whole.indexOf('"theme":"dark"')
  const journalAt = whole.indexOf('12345678901234567890')
  for (const at of [settingsAt + 10, journalAt + 2, whole.length - 200_000]) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    await refuse(changed)
  }
})
