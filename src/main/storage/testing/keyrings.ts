import { openKeyring, type Keyring } from '#main/storage/connections/keyring.ts'

/** A keyring as the system would give it: a key that only this object knows. `locked` opens nothing. */
export function createTestKeyring(locked = false): Promise<Keyring> {
  const texts = new Map<string, string>()
  let count = 0
  return openKeyring(
    {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: async (text) => {
        const ticket = `ticket ${(count += 1)}`
        texts.set(ticket, text)
        return Buffer.from(ticket)
      },
      decryptStringAsync: async (ciphertext) => {
        const result = texts.get(ciphertext.toString())
        if (locked || result === undefined) throw new Error('the keyring is locked')
        return { result, shouldReEncrypt: false }
      },
    },
    'linux',
  )
}
