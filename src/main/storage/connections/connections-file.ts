import { z } from 'zod'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { connectionSchema, SANDBOX_ID } from '#shared/model/connection.ts'
import { openSettingsFile, type SettingsFile } from '#main/storage/settings/settings-file.ts'

/** Ciphertext of the keyring, base64. */
const sealed = z.string().min(1)

const storedSecuritySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('policy'),
    /** Facts of the policy, which are kept in clear so that they are known while the keyring is locked. Unix seconds. */
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
/** A connection as `connections.json` keeps it. */
export type StoredConnection = z.infer<typeof storedSchema>

const fileSchema = z.object({
  version: z.literal(2),
  activeId: z.string(),
  connections: z.array(storedSchema),
})
export type ConnectionsContent = z.infer<typeof fileSchema>

export function openConnectionsFile(folder: string): SettingsFile<ConnectionsContent> {
  return openSettingsFile(folder, {
    name: 'connections',
    schema: fileSchema,
    initial: { version: 2 as const, activeId: SANDBOX_ID, connections: [] },
    migrations: [withStoreAndLimits],
  })
}

/** Version 1 knew neither where uploads go nor limits. */
function withStoreAndLimits(old: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { connections } = old
  if (!Array.isArray(connections)) return { ...old }
  const added = { store: DEFAULT_STORE, limits: DEFAULT_LIMITS }
  return { ...old, connections: connections.map((one: object) => ({ ...added, ...one })) }
}
