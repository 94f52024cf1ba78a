import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder, newJob, newRun, openTestJournal } from '#main/storage/testing/journals.ts'
import { openKeyring } from './keyring.ts'
import { resealSources } from './reseal-sources.ts'
import { sealSource, unsealSource } from './sealed-source.ts'

/** A keyring whose system takes a new key when it is told, and forgets the old ones when it is told. */
async function createRotatingKeyring() {
  let [key, oldest, sealed] = [1, 1, 0]
  const keyring = await openKeyring(
    {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: async (text) => {
        sealed += 1
        return Buffer.from(`${key}:${Buffer.from(text).toString('base64')}`)
      },
      decryptStringAsync: async (ciphertext) => {
        const [own = '', text = ''] = ciphertext.toString().split(':')
        if (Number(own) < oldest || Number.isNaN(Number(own))) throw new Error('no such key')
        return { result: Buffer.from(text, 'base64').toString(), shouldReEncrypt: Number(own) < key }
      },
    },
    'linux',
  )
  return {
    keyring,
    rotate: () => void (key += 1),
    forgetOldKeys: () => void (oldest = key),
    countSealed: () => sealed,
  }
}

const link = (index: number) => ({ kind: 'url', url: `https://a.example/${index}?sig=1` }) as const

async function setUp(jobs: number) {
  const rotating = await createRotatingKeyring()
  const journal = await openTestJournal(createScratchFolder(onTestFinished), onTestFinished)
  const source = { kind: 'url', url: 'https://a.example/?…', sealed: true } as const
  const add = async (count: number, foreign = false): Promise<readonly string[]> => {
    const made = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const sealed = foreign ? Buffer.from('x') : await sealSource(link(index), rotating.keyring)
        return newJob(index, { source, sealed })
      }),
    )
    await journal.writer.createRun(newRun(0, { jobs: made }))
    return made.map(({ id }) => id)
  }
  const read = async (id: string) =>
    unsealSource((await journal.reader.sealed(id)) ?? Buffer.from(''), rotating.keyring)
  return { ...rotating, journal, add, read, ids: await add(jobs) }
}

// Would catch: links of the history that are lost for ever when the system forgets the key that they were sealed with.
test('after a rotation of the keyring the links of the history are encrypted anew, and outlive the old key', async () => {
  const { journal, keyring, ids, read, rotate, forgetOldKeys } = await setUp(450)
  rotate()
  expect(await resealSources(journal, keyring)).toBe(450)
  forgetOldKeys()
  for (const index of [0, 199, 200, 449]) expect(await read(ids[index] ?? '')).toEqual(link(index))
})

// Would catch: every start of the app encrypting a whole history, or a walk that was cut off and never comes back.
test('without a rotation nothing is written; a walk that was cut off goes on at the next start', async () => {
  const { journal, keyring, ids, read, rotate, forgetOldKeys, countSealed } = await setUp(450)
  const before = countSealed()
  expect(await resealSources(journal, keyring)).toBe(0)
  expect(countSealed()).toBe(before)
  rotate()
  let writes = 0
  const failing = {
    ...journal,
    writer: {
      ...journal.writer,
      resealSources: async (rows: Parameters<typeof journal.writer.resealSources>[0]) => {
        if ((writes += 1) > 1) throw new Error('the disk is full')
        await journal.writer.resealSources(rows)
      },
    },
  }
  await expect(resealSources(failing, keyring)).rejects.toThrow('full')
  expect(await resealSources(journal, keyring)).toBe(250)
  expect(await resealSources(journal, keyring)).toBe(0)
  forgetOldKeys()
  expect(await read(ids[0] ?? '')).toEqual(link(0))
  expect(await read(ids[449] ?? '')).toEqual(link(449))
})

// Would catch: links that the command line sealed with a key of its own, overwritten or taken for the end of the walk.
test('what another key sealed stays as it is, and hides no others', async () => {
  const { journal, keyring, add, rotate } = await setUp(0)
  const [foreign] = await add(25, true)
  await add(3)
  rotate()
  expect(await resealSources(journal, keyring)).toBe(3)
  expect(Buffer.from((await journal.reader.sealed(foreign ?? '')) ?? []).toString()).toBe('x')
})
