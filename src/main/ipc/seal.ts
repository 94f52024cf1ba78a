import { z } from 'zod'
import type { Keyring } from '#main/storage/keyring.ts'
import type { Source } from '#shared/model/source.ts'

const sourceSchema = z.object({ kind: z.literal('url'), url: z.string() })

/** The ciphertext that lies beside a shortened source. */
export const sealSource = (source: Source, keyring: Keyring): Promise<Uint8Array> =>
  keyring.seal(JSON.stringify(source))

/** The full source again; null when the ciphertext cannot be opened any more. */
export async function unsealSource(ciphertext: Uint8Array, keyring: Keyring): Promise<Source | null> {
  const text = await keyring.open(ciphertext)
  if (text === null) return null
  try {
    return sourceSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
