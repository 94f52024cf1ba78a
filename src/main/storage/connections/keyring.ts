import { randomBytes } from 'node:crypto'
import type { SafeStorage } from 'electron'
import { createSealing, type Sealing } from './sealing.ts'

/** Turns secrets into ciphertext and back. The only place that knows the system's keyring. */
export interface Keyring extends Sealing {
  /** False: there is no keyring; what is sealed can be opened until the app is closed, and never again. */
  readonly lasting: boolean
}

type SystemKeyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** After ready. Without a keyring of the system, secrets are sealed with a key that lives in memory only. */
export async function openKeyring(system: SystemKeyring, platform = process.platform): Promise<Keyring> {
  // Linux's `basic_text` encrypts with a key that everybody knows: that would be plaintext by another name.
  const isReal = platform !== 'linux' || system.getSelectedStorageBackend() !== 'basic_text'
  if (!isReal || !(await system.isAsyncEncryptionAvailable())) return createSessionKeyring()
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

/** A key that ends with this process. */
const createSessionKeyring = (): Keyring => ({ lasting: false, ...createSealing(randomBytes(32)) })
