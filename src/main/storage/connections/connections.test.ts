import '#main/storage/testing/electron-path.ts'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import type { ConnectionInput } from '#shared/model/connection.ts'
import { DEFAULT_HOSTS, SANDBOX_ID } from '#shared/model/connection.ts'
import { isPresigned } from '#shared/model/presigned.ts'
import { ok } from '#shared/model/result.ts'
import { openConnections } from './connections.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { createTestKeyring } from '#main/storage/testing/keyrings.ts'

const POLICY =
  Buffer.from('{"expiry":1900000000,"call":["runWorkflow","convert"]}').toString('base64url') + '=='
const SIGNATURE = 'ab'.repeat(32)
const SECRET = 'PLANTEDSECRETWORDOFTHEAPP1'
const input: ConnectionInput = {
  name: 'Shop',
  apiKey: 'AbcDefGhiJklMnoPqrStuz',
  production: true,
  colour: 'red',
  hosts: DEFAULT_HOSTS,
  sourceEncoding: 'percent',
  store: DEFAULT_STORE,
  limits: DEFAULT_LIMITS,
  secretParameters: [],
  security: { kind: 'none' },
}

async function openIn(folder: string, keyring: Keyring) {
  const learnt: string[] = []
  const secretWords = { learn: (word: string) => void learnt.push(word) }
  const store = await openConnections({ folder, keyring, secretWords, onChange: () => undefined })
  return { store, learnt }
}

const setUp = async (keyring?: Keyring) => {
  const folder = createScratchFolder(onTestFinished)
  const ring = keyring ?? (await createTestKeyring())
  return { folder, keyring: ring, ...(await openIn(folder, ring)) }
}

const onDisk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')

async function saved(store: Awaited<ReturnType<typeof setUp>>['store'], more: Partial<ConnectionInput> = {}) {
  const answer = await store.save({ ...input, ...more })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.data
}

// Would catch: a secret on disk in any readable form, or on its way to the page.
test('secrets are ciphertext on disk and nothing at all in the view', async () => {
  const { folder, keyring, store, learnt } = await setUp()
  const pasted = await saved(store, { security: { kind: 'policy', policy: POLICY, signature: SIGNATURE } })
  const typed = await saved(store, { security: { kind: 'secret', appSecret: ` ${SECRET} ` } })
  const seen = onDisk(folder) + JSON.stringify(store.list()) + JSON.stringify([pasted, typed])
  const base64 = Buffer.from(SECRET).toString('base64')
  for (const word of [POLICY, SIGNATURE, SECRET, base64]) expect(seen).not.toContain(word)
  expect(pasted.security).toEqual({
    kind: 'policy',
    expiry: 1_900_000_000,
    calls: ['runWorkflow', 'convert'],
    available: true,
  })
  expect(learnt).toEqual([POLICY, SIGNATURE, SECRET])
  const again = await openIn(folder, keyring)
  expect(await again.store.open(typed.id)).toMatchObject({
    ok: true,
    data: { apiKey: input.apiKey, security: { kind: 'secret', appSecret: SECRET } },
  })
  expect(again.learnt.toSorted()).toEqual([POLICY, SECRET, SIGNATURE].toSorted())
})

// Would catch: names that are forgotten at the next start, or a file of before them that cannot be read.
test('the further secret parameters of a connection are known from its saving on, and after a restart', async () => {
  const { folder, keyring, store } = await setUp()
  await saved(store, { secretParameters: ['grant-6'] })
  expect(isPresigned('https://a.example/b?Grant-6=1')).toBe(true)
  const path = join(folder, 'connections.json')
  const before = readFileSync(path, 'utf8')
  // As another process, which has learnt nothing yet, finds the file.
  writeFileSync(path, before.replace('"grant-6"', '"zugang-6"'))
  const again = await openIn(folder, keyring)
  expect(again.store.list().list[1]?.secretParameters).toEqual(['zugang-6'])
  expect(isPresigned('https://a.example/b?zugang-6=1')).toBe(true)
  const { secretParameters: _, ...older } = JSON.parse(before).connections[0]
  writeFileSync(path, JSON.stringify({ ...JSON.parse(before), connections: [older] }))
  expect((await openIn(folder, keyring)).store.list().list[1]?.secretParameters).toEqual([])
})

// Would catch: an edit of the name that loses the secret, or one of the security that goes on signing with the old one.
test('keeping the security keeps the secret; another one replaces it', async () => {
  const { store } = await setUp()
  const { id } = await saved(store, { security: { kind: 'secret', appSecret: SECRET } })
  await saved(store, { id, name: 'Shop 2', security: { kind: 'keep' } })
  expect(await store.open(id)).toMatchObject({ data: { security: { appSecret: SECRET } } })
  expect(store.find(id)?.name).toBe('Shop 2')
  await saved(store, { id, security: { kind: 'none' } })
  expect(await store.open(id)).toMatchObject({ data: { security: { kind: 'none' } } })
  expect(store.holdsSecret(`x${SECRET}x`)).toBe(false)
})

// Would catch: a stored secret that signs for whatever host the page names.
test.each(['cdn', 'api', 'upload'] as const)('another %s host asks for the secret again', async (host) => {
  const { store } = await setUp()
  const { id } = await saved(store, { security: { kind: 'secret', appSecret: SECRET } })
  const hosts = { ...DEFAULT_HOSTS, [host]: 'https://other.example.com' }
  expect(await store.save({ ...input, id, hosts, security: { kind: 'keep' } })).toMatchObject({
    ok: false,
    error: { code: 'connection.hostChanged' },
  })
  expect(store.find(id)?.hosts).toEqual(DEFAULT_HOSTS)
  await saved(store, { id, hosts, security: { kind: 'secret', appSecret: SECRET } })
  expect(store.find(id)?.hosts).toEqual(hosts)
})

// Would catch: a locked keyring that loses the connection, or that sends without the security it should have.
test('a locked keyring leaves the connection, without its secret', async () => {
  const { folder, store } = await setUp()
  const { id } = await saved(store, { security: { kind: 'secret', appSecret: SECRET } })
  const { store: later } = await openIn(folder, await createTestKeyring(true))
  expect(later.find(id)?.security).toEqual({ kind: 'secret', available: false })
  expect(await later.open(id)).toMatchObject({ ok: false, error: { code: 'connection.secretMissing' } })
  expect(later.notice).toMatchObject({
    code: 'connection.secretsLocked',
    message: expect.stringContaining('“Shop”'),
  })
  await saved(later, { id, security: { kind: 'secret', appSecret: SECRET } })
  expect(await later.open(id)).toMatchObject({ data: { security: { appSecret: SECRET } } })
})

// Would catch: secrets that are lost for ever once the system forgets the key that it has replaced.
test('a secret is encrypted anew when the system says that its key was changed', async () => {
  let key = 'old'
  const rotating = () =>
    openKeyring(
      {
        isAsyncEncryptionAvailable: async () => true,
        getSelectedStorageBackend: () => 'kwallet6',
        encryptStringAsync: async (text) => Buffer.from(`${key} ${Buffer.from(text).toString('hex')}`),
        decryptStringAsync: async (bytes) => {
          const [sealedBy = '', hex = ''] = bytes.toString().split(' ')
          if (key === 'newest' && sealedBy === 'old') throw new Error('this key is forgotten')
          return { result: Buffer.from(hex, 'hex').toString(), shouldReEncrypt: sealedBy !== key }
        },
      },
      'linux',
    )
  const { folder, store } = await setUp(await rotating())
  const { id } = await saved(store, { security: { kind: 'secret', appSecret: SECRET } })
  for (key of ['new', 'newest']) {
    const { store: later } = await openIn(folder, await rotating())
    expect(later.notice).toBeNull()
    expect(await later.open(id)).toMatchObject({ data: { security: { appSecret: SECRET } } })
  }
})

// Would catch: plaintext by silence where there is no keyring, or a secret said to be kept that is not.
test.each([
  ['the system has none', { available: false, backend: 'gnome_libsecret' }],
  ['it is no keyring in truth', { available: true, backend: 'basic_text' }],
] as const)('without a keyring (%s) a secret lasts for the session only', async (_why, system) => {
  const sessionRing = () =>
    openKeyring(
      {
        isAsyncEncryptionAvailable: async () => system.available,
        getSelectedStorageBackend: () => system.backend,
        encryptStringAsync: async (text) => Buffer.from(text),
        decryptStringAsync: async (bytes) => ({ result: bytes.toString(), shouldReEncrypt: false }),
      },
      'linux',
    )
  const { folder, keyring, store } = await setUp(await sessionRing())
  expect(keyring.kind).toBe('none')
  const { id } = await saved(store, { security: { kind: 'secret', appSecret: SECRET } })
  expect(await store.open(id)).toMatchObject({ data: { security: { appSecret: SECRET } } })
  expect(onDisk(folder)).not.toContain(SECRET)
  expect(onDisk(folder)).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 20))
  const { store: later } = await openIn(folder, await sessionRing())
  expect(later.find(id)?.security).toEqual({ kind: 'secret', available: false })
})

// Would catch: a request, and with it a policy, sent in clear over the network.
test.each([
  ['http://cdn.example.com', false],
  ['http://127.0.0.1.evil.example', false],
  ['https://user:word@cdn.example.com', false],
  ['ftp://cdn.example.com', false],
  ['https://cdn.example.com/?a=b', false],
  ['https://cdn.example.com', true],
  ['http://127.0.0.1:8787', true],
  ['http://localhost:8787/', true],
  ['http://[::1]:8787', true],
])('the host %s is taken: %s', async (host, taken) => {
  const { store } = await setUp()
  const answer = await store.save({ ...input, hosts: { ...DEFAULT_HOSTS, cdn: host } })
  expect(answer.ok).toBe(taken)
  if (answer.ok) expect(answer.data.hosts.cdn).toBe(host.replace(/\/$/, ''))
  else {
    expect(answer.error.code).toBe('connection.hostNotAllowed')
    expect(answer.error.message).not.toContain('word')
  }
})

// Would catch: a policy or signature that could never work, found out only after requests were spent.
test.each([
  [{ policy: 'no policy', signature: SIGNATURE }, 'policy.unreadable'],
  [{ policy: POLICY, signature: 'ab' }, 'signature.malformed'],
])('%j is refused when it is saved', async (security, code) => {
  const { store } = await setUp()
  expect(await store.save({ ...input, security: { kind: 'policy', ...security } })).toMatchObject({
    error: { code },
  })
  expect(store.list().list).toHaveLength(1)
})

// Would catch: a secret pasted as a source that is not known for one because of its alphabet or padding.
test('secrets are found in whichever way they are written', async () => {
  const { store } = await setUp()
  await saved(store, { security: { kind: 'policy', policy: POLICY, signature: SIGNATURE } })
  const words = [
    POLICY,
    POLICY.replace(/=+$/, ''),
    POLICY.replace(/=/g, '%3D'),
    ` ${SIGNATURE} `,
    SIGNATURE.toUpperCase(),
  ]
  expect(words.filter((word) => !store.isSecret(word))).toEqual([])
  expect(store.isSecret('Q3pVxN7ySdGh2kLmT8Zw')).toBe(false)
  expect(store.holdsSecret(`https://example.com/?s=${SIGNATURE}`)).toBe(true)
})

// Would catch: a Sandbox that can be lost or changed, and a removed connection that stays active.
test('the Sandbox is always there, and active when nothing else is', async () => {
  const { store } = await setUp()
  expect(store.list()).toMatchObject({ activeId: SANDBOX_ID, list: [{ id: SANDBOX_ID, sandbox: true }] })
  expect(await store.save({ ...input, id: SANDBOX_ID })).toMatchObject({
    error: { code: 'connection.readOnly' },
  })
  expect(store.remove(SANDBOX_ID)).toMatchObject({ error: { code: 'connection.readOnly' } })
  const { id } = await saved(store)
  expect(store.activate(id)).toMatchObject({ data: { activeId: id } })
  store.remove(id)
  expect(store.list().activeId).toBe(SANDBOX_ID)
  expect(await store.open(id)).toMatchObject({ error: { code: 'connection.missing' } })
})

// Would catch: a run on the Sandbox that fails because it was asked before the Sandbox was up.
test('whoever opens the Sandbox waits until it is up', async () => {
  const { store } = await setUp()
  const opening = store.open(SANDBOX_ID)
  const access = {
    apiKey: 'Akey',
    hosts: { cdn: 'http://127.0.0.1:1', api: 'http://127.0.0.1:1', upload: 'http://127.0.0.1:1' },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret: 'sandbox secret' },
  } as const
  store.setSandbox(ok(access))
  expect(await opening).toEqual(ok(access))
  expect(store.find(SANDBOX_ID)).toMatchObject({ apiKey: 'Akey', hosts: access.hosts })
  expect(JSON.stringify(store.list())).not.toContain('sandbox secret')
})

// Would catch: connections of an older version that are set aside, or store and limits that the file forgets.
test('connections of the first version get the usual store and limits; what is chosen lasts', async () => {
  const { folder, keyring, store } = await setUp()
  const { id } = await saved(store, { security: { kind: 'secret', appSecret: SECRET } })
  const file = join(folder, 'connections.json')
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { connections: Record<string, unknown>[] }
  for (const one of kept.connections) {
    delete one['store']
    delete one['limits']
  }
  writeFileSync(file, JSON.stringify({ ...kept, version: 1 }))

  const { store: later } = await openIn(folder, keyring)
  expect(later.notice).toBeNull()
  expect(later.find(id)).toMatchObject({ name: 'Shop', store: DEFAULT_STORE, limits: DEFAULT_LIMITS })
  expect(await later.open(id)).toMatchObject({ data: { security: { appSecret: SECRET } } })

  const chosen = { store: { ...DEFAULT_STORE, path: 'in/' }, limits: { ...DEFAULT_LIMITS, perDay: 5 } }
  await saved(later, { id, security: { kind: 'keep' }, ...chosen })
  const { store: last } = await openIn(folder, keyring)
  expect(last.find(id)).toMatchObject(chosen)
})
