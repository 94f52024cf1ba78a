// electron.safeStorage with a cipher of its own: it proves that the app stores ciphertext, not that a keyring works.
// ELECTRON_HOST_NO_KEYRING=1 behaves like a system without a keyring.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { throwIfMissing } from './throw-if-missing.ts'
import { state } from './state.ts'

const KEY = createHash('sha256').update('electron stand-in host').digest()
const PREFIX = Buffer.from('v10')
const IV_LENGTH = 12
const TAG_LENGTH = 16

const hasKeyring = process.env['ELECTRON_HOST_NO_KEYRING'] !== '1'
const isAvailable = (): boolean => state.isReady && hasKeyring

function encrypt(text: string): Buffer {
  if (!isAvailable())
    throw new Error(
      'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
    )
  const iv = randomBytes(IV_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', KEY, iv)
  return Buffer.concat([PREFIX, iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

function decrypt(encrypted: Buffer): string {
  if (!isAvailable())
    throw new Error(
      'Error while decrypting the ciphertext provided to safeStorage.decryptString. Decryption is not available.',
    )
  const start = PREFIX.length + IV_LENGTH
  if (encrypted.length < start + TAG_LENGTH || !encrypted.subarray(0, PREFIX.length).equals(PREFIX)) {
    throw new Error(
      'Error while decrypting the ciphertext provided to safeStorage.decryptString. Ciphertext does not appear to be encrypted.',
    )
  }
  const decipher = createDecipheriv('aes-256-gcm', KEY, encrypted.subarray(PREFIX.length, start))
  decipher.setAuthTag(encrypted.subarray(-TAG_LENGTH))
  const text = decipher.update(encrypted.subarray(start, -TAG_LENGTH))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

function backend(): string {
  if (!state.isReady) return 'unknown'
  return hasKeyring ? 'gnome_libsecret' : 'basic_text'
}

export const safeStorage = throwIfMissing('safeStorage', {
  isEncryptionAvailable: isAvailable,
  encryptString: encrypt,
  decryptString: decrypt,
  isAsyncEncryptionAvailable: async (): Promise<boolean> => isAvailable(),
  encryptStringAsync: async (text: string): Promise<Buffer> => encrypt(text),
  decryptStringAsync: async (encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> => ({
    shouldReEncrypt: false,
    result: decrypt(encrypted),
  }),
  getSelectedStorageBackend: backend,
  setUsePlainTextEncryption: (): void => undefined,
})
