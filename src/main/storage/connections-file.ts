import { z } from 'zod'
import { connectionSchema, SANDBOX_ID } from '#shared/model/connection.ts'
import { openSettingsFile, type SettingsFile } from './settings-file.ts'

/** Ciphertext of the keyring, base64. */
const sealed = z.string().min(1)

const storedSecuritySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('policy'),
    /** Facts of the policy, so that they are known also while the keyring is locked. Unix seconds. */
    expiry: z.number().nullable(),
    calls: z.array(z.string()).nullable(),
    sealed,
  }),
  z.object({ kind: z.literal('secret'), sealed }),
])
export type StoredSecurity = z.infer<typeof storedSecuritySchema>

const storedSchema = connectionSchema.omit({ security: true, sandbox: true }).extend({
  security: storedSecuritySchema,
})
/** A connection as it lies in `connections.json`. */
export type StoredConnection = z.infer<typeof storedSchema>

const fileSchema = z.object({
  version: z.literal(1),
  activeId: z.string(),
  connections: z.array(storedSchema),
})
export type ConnectionsContent = z.infer<typeof fileSchema>

export function openConnectionsFile(folder: string): SettingsFile<ConnectionsContent> {
  return openSettingsFile(folder, {
    name: 'connections',
    schema: fileSchema,
    fresh: { version: 1 as const, activeId: SANDBOX_ID, connections: [] },
    steps: [],
  })
}
