import { DEFAULT_HOSTS, DEFAULT_LIMITS, DEFAULT_STORE, isHost } from '#shared/model/connection-facts.ts'
import type { Connection, ConnectionInput, Hosts, SecurityInput } from '#shared/model/connection.ts'
import type { StoreOptions } from '#shared/model/upload.ts'
import { decodePolicy, policyUnreadable } from '#shared/model/policy.ts'
import { normalizePolicy } from '#shared/model/pasted-security.ts'
import { parseSecretParameters } from '#shared/model/secret-parameters.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { connectionWords } from '#shared/text/connections.ts'
import {
  validateLimits,
  toLimits,
  toTypedLimits,
  type LimitErrors,
  type TypedLimits,
} from './typed-limits.ts'

const words = connectionWords.errors

/** The form as it is typed. The secrets are only here, and are gone when the form closes. */
export interface FormState {
  readonly name: string
  readonly apiKey: string
  readonly colour: Connection['colour']
  readonly production: boolean
  readonly security: 'none' | 'policy' | 'secret'
  readonly policy: string
  readonly signature: string
  readonly appSecret: string
  readonly hosts: Hosts
  readonly sourceEncoding: Connection['sourceEncoding']
  readonly store: StoreOptions
  readonly limits: TypedLimits
  /** Between commas, as typed. */
  readonly secretParameters: string
  /** The workflow of a pasted run URL: it comes to the connection when that is saved. */
  readonly workflowId: string | null
}

type Field =
  | 'name'
  | 'apiKey'
  | 'policy'
  | 'signature'
  | 'appSecret'
  | 'hosts.cdn'
  | 'hosts.api'
  | 'hosts.upload'
  | 'secretParameters'

export type FormErrors = Partial<Record<Field, string>> & LimitErrors

/** The props of every part of the form. */
export interface FormPartProps {
  readonly form: FormState
  readonly errors: FormErrors
  readonly onChange: (patch: Partial<FormState>) => void
}

/** The form filled with a connection, or empty for a new one. Secrets are never filled in. */
export function toFormState(connection: Connection | null): FormState {
  return {
    name: connection?.name ?? '',
    apiKey: connection?.apiKey ?? '',
    colour: connection?.colour ?? 'blue',
    production: connection?.production ?? false,
    security: connection?.security.kind ?? 'secret',
    policy: '',
    signature: '',
    appSecret: '',
    hosts: connection?.hosts ?? DEFAULT_HOSTS,
    sourceEncoding: connection?.sourceEncoding ?? 'percent',
    store: connection?.store ?? DEFAULT_STORE,
    limits: toTypedLimits(connection?.limits ?? DEFAULT_LIMITS),
    secretParameters: (connection?.secretParameters ?? []).join(', '),
    workflowId: null,
  }
}

/** Whether secrets of this kind are stored, so that empty fields keep them. They do not go along to other hosts. */
export const keepsSecret = (form: FormState, connection: Connection | null): boolean =>
  form.security !== 'none' &&
  connection?.security.kind === form.security &&
  (['cdn', 'api', 'upload'] as const).every((host) => trimHost(form.hosts[host]) === connection.hosts[host])

/** Why the form cannot be saved, by field. */
export function validateForm(form: FormState, connection: Connection | null): FormErrors {
  const errors: FormErrors = {}
  if (form.name.trim() === '') errors.name = words.name
  if (form.apiKey.trim() === '') errors.apiKey = words.apiKey
  else if (!/^[A-Za-z0-9_-]+$/.test(unwrapId(form.apiKey))) errors.apiKey = words.apiKeyShape
  for (const host of ['cdn', 'api', 'upload'] as const) {
    if (!isHost(trimHost(form.hosts[host]))) errors[`hosts.${host}`] = words.host
  }
  if (parseSecretParameters(form.secretParameters) === null) errors.secretParameters = words.secretParameters
  return {
    ...errors,
    ...validateSecrets(form, keepsSecret(form, connection)),
    ...validateLimits(form.limits),
  }
}

function validateSecrets(form: FormState, keeps: boolean): FormErrors {
  const [policy, signature, appSecret] = [form.policy.trim(), form.signature.trim(), form.appSecret.trim()]
  if (form.security === 'secret') return appSecret === '' && !keeps ? { appSecret: words.appSecret } : {}
  if (form.security === 'none' || (keeps && policy === '' && signature === '')) return {}
  const errors: FormErrors = {}
  if (policy === '') errors.policy = keeps ? words.both : words.policy
  else {
    const read = decodePolicy(normalizePolicy(policy))
    if (!read.ok) errors.policy = policyUnreadable(read.error).message
  }
  if (signature === '') errors.signature = keeps ? words.both : words.signature
  else if (!/^[0-9a-f]{64}$/i.test(unwrapId(signature))) errors.signature = words.signatureShape
  return errors
}

/** The form as main takes it. */
export function toConnectionInput(form: FormState, connection: Connection | null): ConnectionInput {
  const { cdn, api, upload } = form.hosts
  return {
    ...(connection !== null && { id: connection.id }),
    name: form.name.trim(),
    apiKey: unwrapId(form.apiKey),
    colour: form.colour,
    production: form.production,
    hosts: { cdn: trimHost(cdn), api: trimHost(api), upload: trimHost(upload) },
    sourceEncoding: form.sourceEncoding,
    store: trimStore(form.store),
    limits: toLimits(form.limits),
    secretParameters: parseSecretParameters(form.secretParameters) ?? [],
    security: toSecurityInput(form, connection),
  }
}

const trimStore = (store: StoreOptions): StoreOptions => ({
  ...store,
  path: store.path.trim(),
  container: store.container.trim(),
  region: store.region.trim(),
})

function toSecurityInput(form: FormState, connection: Connection | null): SecurityInput {
  const [policy, signature, appSecret] = [form.policy.trim(), form.signature.trim(), form.appSecret.trim()]
  if (form.security === 'none') return { kind: 'none' }
  if (keepsSecret(form, connection) && policy + signature + appSecret === '') return { kind: 'keep' }
  return form.security === 'secret' ? { kind: 'secret', appSecret } : { kind: 'policy', policy, signature }
}

/** The hosts of a custom CNAME; null when the text is no domain. The host of the File API stays the same. */
export function toCnameHosts(cname: string, hosts: Hosts): Hosts | null {
  const domain = cname
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/^(?:cdn|upload)\./i, '')
    .replace(/\/+$/, '')
    .toLowerCase()
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain)) return null
  return { ...hosts, cdn: `https://cdn.${domain}`, upload: `https://upload.${domain}` }
}

const trimHost = (host: string): string => host.trim().replace(/\/+$/, '')
