import { z } from 'zod'
import { CONNECTION_COLOURS, isHost } from './connection-facts.ts'
import { isParameterName, MAX_SECRET_PARAMETERS } from './secret-parameters.ts'
import { storeOptionsSchema } from './upload.ts'

export { DEFAULT_HOSTS, SANDBOX_ID } from './connection-facts.ts'

/** Where the service answers. Base URLs without a trailing slash; http only for loopback (the Sandbox). */
const hostsSchema = z.object({
  cdn: z.url(),
  api: z.url(),
  upload: z.url(),
})
export type Hosts = z.infer<typeof hostsSchema>

/** As typed or given by a command: `isHost` is stricter than what was stored once. */
const typedHost = z.url().refine(isHost)
const typedHostsSchema = z.object({ cdn: typedHost, api: typedHost, upload: typedHost })

/** How an external URL is written into the run path (docs/filestack-api.md §2: which ones are taken is unknown). */
const sourceEncodingSchema = z.enum(['percent', 'base64'])
export type SourceEncoding = z.infer<typeof sourceEncodingSchema>

/** What the renderer may know of a connection's security: its kind and facts, never the secrets. */
const securityViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('policy'),
    /** Unix seconds; null when the policy could not be read. */
    expiry: z.number().nullable(),
    calls: z.array(z.string()).nullable(),
    /** False: the keyring was locked or absent and the secret is not at hand. */
    available: z.boolean(),
  }),
  z.object({ kind: z.literal('secret'), available: z.boolean() }),
])
export type SecurityView = z.infer<typeof securityViewSchema>

/** Security as typed by the person: crosses once, inwards. `keep` leaves what is stored. */
const securityInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keep') }),
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('policy'),
    policy: z.string().min(1).max(16_384),
    signature: z.string().min(1).max(256),
  }),
  z.object({ kind: z.literal('secret'), appSecret: z.string().min(1).max(256) }),
])
export type SecurityInput = z.infer<typeof securityInputSchema>

/** What the person allows a connection; null is no limit of ours. The hard caps count billed starts. */
const limitsSchema = z.object({
  /** Requests in flight at once. */
  concurrency: z.number().int().min(1).max(256),
  /** Requests a second. */
  perSecond: z.number().positive().max(1000).nullable(),
  /** Billed starts in one run. */
  perRun: z.number().int().positive().nullable(),
  /** Billed starts in one day (of this computer). */
  perDay: z.number().int().positive().nullable(),
})
export type ConnectionLimits = z.infer<typeof limitsSchema>

const fields = {
  name: z.string().trim().min(1).max(80),
  apiKey: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9_-]+$/),
  production: z.boolean(),
  colour: z.enum(CONNECTION_COLOURS),
  hosts: hostsSchema,
  sourceEncoding: sourceEncodingSchema,
  store: storeOptionsSchema,
  limits: limitsSchema,
  /** Further names of URL parameters that carry a right to read: a link with one is kept as ciphertext. */
  secretParameters: z
    .array(z.string().refine(isParameterName))
    .max(MAX_SECRET_PARAMETERS)
    .readonly()
    .default([]),
}

/** A connection as the form sends it; without an id it is a new one. */
export const connectionInputSchema = z.object({
  id: z.string().optional(),
  ...fields,
  hosts: typedHostsSchema,
  security: securityInputSchema,
})
export type ConnectionInput = z.infer<typeof connectionInputSchema>

/** A connection as every process but main's keyring knows it. */
export const connectionSchema = z.object({
  id: z.string(),
  ...fields,
  security: securityViewSchema,
  /** The built-in Sandbox: always there, not editable. */
  sandbox: z.boolean(),
})
export type Connection = z.infer<typeof connectionSchema>

/** The connections, and which one is active. */
export interface Connections {
  readonly list: readonly Connection[]
  readonly activeId: string
}
