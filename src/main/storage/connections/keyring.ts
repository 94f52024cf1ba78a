import { randomBytes } from 'node:crypto'
import type { SafeStorage } from 'electron'
import { createSealing, type Sealing } from './sealing.ts'

/** Turns secrets into ciphertext and back. The only place that knows the system's keyring. */
export interface Keyring extends Sealing {
  /** False when there is no keyring: what is sealed can be opened only until the app is closed. */
  readonly lasting: boolean
}

type SystemKeyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** Call it when Electron is ready. Without a keyring of the system, secrets are sealed with a key that is only in memory. */
export async function openKeyring(system: SystemKeyring, platform = process.platform): Promise<Keyring> {
  // `basic_text` of Linux encrypts with a key that everybody knows, which protects nothing.
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
