import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Turns texts into ciphertext and back. */
export interface Sealing {
  seal(text: string): Promise<Uint8Array>
  /** Null when it cannot be opened, because of another key or damage. */
  open(ciphertext: Uint8Array): Promise<string | null>
}

const [IV_BYTES, TAG_BYTES] = [12, 16]

/** AES-256-GCM under a key of 32 bytes. */
export function createSealing(key: Uint8Array): Sealing {
  return {
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
