import { z } from 'zod'
import type { Source } from '#shared/model/source.ts'
import type { Sealing } from './sealing.ts'

const sourceSchema = z.object({ kind: z.literal('url'), url: z.string() })

/** The ciphertext that is kept beside a shortened source. */
export const sealSource = (source: Source, sealing: Sealing): Promise<Uint8Array> =>
  sealing.seal(JSON.stringify(source))

/** The full source again; null when the ciphertext cannot be opened any more. */
export async function unsealSource(ciphertext: Uint8Array, sealing: Sealing): Promise<Source | null> {
  const text = await sealing.open(ciphertext)
  if (text === null) return null
  try {
    return sourceSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
