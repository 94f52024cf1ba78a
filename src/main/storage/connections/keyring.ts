import { randomBytes } from 'node:crypto'
import type { SafeStorage } from 'electron'
import type { KeyringKind } from '#shared/model/app-info.ts'
import { createSealing, type Sealing } from './sealing.ts'

/** Turns secrets into ciphertext and back. The only place that knows the system's keyring. */
export interface Keyring extends Sealing {
  /** `none`: there is no keyring; what is sealed can be opened until the app is closed, and never again. */
  readonly kind: KeyringKind
  /** Opens a text; `isOutdated` says that the system has a newer key, and wants the text sealed again. */
  readonly openAndCheck: (
    ciphertext: Uint8Array,
  ) => Promise<{ readonly text: string; readonly isOutdated: boolean } | null>
}

type SystemKeyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** Call it when Electron is ready. Without a keyring of the system, secrets are sealed with a key that is only in memory. */
export async function openKeyring(system: SystemKeyring, platform = process.platform): Promise<Keyring> {
  const kind = findKeyringKind(system, platform)
  if (kind === 'none' || !(await system.isAsyncEncryptionAvailable())) return createSessionKeyring()
  const openAndCheck: Keyring['openAndCheck'] = async (ciphertext) => {
    try {
      const { result, shouldReEncrypt } = await system.decryptStringAsync(Buffer.from(ciphertext))
      return { text: result, isOutdated: shouldReEncrypt }
    } catch {
      return null
    }
  }
  return {
    kind,
    seal: (text) => system.encryptStringAsync(text),
    open: async (ciphertext) => (await openAndCheck(ciphertext))?.text ?? null,
    openAndCheck,
  }
}

/** Linux's `basic_text` encrypts with a key that everybody knows: that would be plaintext by another name. */
function findKeyringKind(system: SystemKeyring, platform: NodeJS.Platform): KeyringKind {
  if (platform === 'darwin') return 'keychain'
  if (platform === 'win32') return 'dpapi'
  const backend = system.getSelectedStorageBackend()
  if (backend === 'gnome_libsecret') return 'libsecret'
  return backend.startsWith('kwallet') ? 'kwallet' : 'none'
}

/** A key that ends with this process. */
function createSessionKeyring(): Keyring {
  const sealing = createSealing(randomBytes(32))
  return {
    kind: 'none',
    ...sealing,
    openAndCheck: async (ciphertext) => {
      const text = await sealing.open(ciphertext)
      return text === null ? null : { text, isOutdated: false }
    },
  }
}
