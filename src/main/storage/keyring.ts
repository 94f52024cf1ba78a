import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SafeStorage } from 'electron'

/** Turns secrets into ciphertext and back. The only place that knows the system's keyring. */
export interface Keyring {
  /** False: there is no keyring; what is sealed can be opened until the app is closed, and never again. */
  readonly lasting: boolean
  seal(text: string): Promise<Uint8Array>
  /** Null when it cannot be opened: another computer, another user, a locked keyring, an ended session. */
  open(ciphertext: Uint8Array): Promise<string | null>
}

type System = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** After ready. Without a keyring of the system, secrets are sealed with a key that lives in memory only. */
export async function openKeyring(system: System, platform = process.platform): Promise<Keyring> {
  // Linux's `basic_text` encrypts with a key that everybody knows: that would be plaintext by another name.
  const isReal = platform !== 'linux' || system.getSelectedStorageBackend() !== 'basic_text'
  if (!isReal || !(await system.isAsyncEncryptionAvailable())) return sessionKeyring()
  return {
    lasting: true,
    seal: (text) => system.encryptStringAsync(text),
    open: async (ciphertext) => {
      try {
        return (await system.decryptStringAsync(Buffer.from(ciphertext))).result
      } catch {
        return null
      }
    },
  }
}

const [IV_BYTES, TAG_BYTES] = [12, 16]

function sessionKeyring(): Keyring {
  const key = randomBytes(32)
  return {
    lasting: false,
    seal: async (text) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open: async (ciphertext) => {
      if (ciphertext.length < IV_BYTES + TAG_BYTES) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, IV_BYTES))
        decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES))
        const text = decipher.update(ciphertext.subarray(IV_BYTES, -TAG_BYTES))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
