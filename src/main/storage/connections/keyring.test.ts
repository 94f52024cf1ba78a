import { expect, test } from 'vitest'
import { openKeyring } from './keyring.ts'

// Would catch: a keyring that is said to be there and is none, or the one of another system.
test.each([
  ['darwin', 'unknown', 'keychain'],
  ['win32', 'unknown', 'dpapi'],
  ['linux', 'gnome_libsecret', 'libsecret'],
  ['linux', 'kwallet5', 'kwallet'],
  ['linux', 'basic_text', 'none'],
  ['linux', 'unknown', 'none'],
] as const)('on %s with %s the keyring is called %s', async (platform, backend, kind) => {
  const keyring = await openKeyring(
    {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => backend,
      encryptStringAsync: async (text) => Buffer.from(text),
      decryptStringAsync: async (bytes) => ({ result: bytes.toString(), shouldReEncrypt: false }),
    },
    platform,
  )
  expect(keyring.kind).toBe(kind)
})
