import { textFromBase64, unescaped } from '#shared/model/policy-base64.ts'
import type { Recognition } from '#shared/model/recognition.ts'
import type { RecognitionLookups } from './recognition-lookups.ts'

const WORD = /^[A-Za-z0-9_-]{15,64}$/
/** Its length is looked at first: the rest, on a word of sixteen thousand letters, takes half a second. */
const HANDLE = /^(?=[A-Za-z0-9_-]{20}$)(?=.*\d|.*[a-z].*[A-Z]|.*[A-Z].*[a-z])/
/** The shape of a UUID; one published workflow id has a letter past f, so any letter passes. */
const UUID = /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/i
const SIGNATURE_SHAPE = /^[0-9a-f]{64}$/i
/** How base64 of an opening brace begins, with or without a blank or a byte order mark before it. */
const ENCODED_BRACE = /^(?:e[w-z0-9+/_-]|IH[s-v]|CX[s-v]|Cn[s-v]|DQp7|77u[-_/])/
const PRINTABLE = /^\s*\{\s*"[^\p{Cc}\p{Co}\p{Cn}]*$/u

/** A single word (no scheme, no slash): handle, perhaps a handle, UUID, or a secret; null when none of them. */
export function recogniseToken(token: string, known: RecognitionLookups): Recognition | null {
  if (known.apiKeys.has(token)) return { kind: 'secret', what: 'apiKey' }
  if (isPolicy(token)) return { kind: 'secret', what: 'policy' }
  if (token.length === 36 && UUID.test(token)) return { kind: 'uuid', id: token }
  if (HANDLE.test(token)) return { kind: 'source', source: { kind: 'handle', handle: token } }
  return WORD.test(token) ? { kind: 'perhaps', source: { kind: 'handle', handle: token } } : null
}

/** A signature has 64 hexadecimal digits. So has a SHA-256, by which people name their files: the shape alone says neither. */
export const isSignatureShaped = (token: string): boolean => SIGNATURE_SHAPE.test(token)

/** Base64 of a JSON object, or of the beginning of one: a policy that was cut off while copying is still a policy. */
export function isPolicy(token: string): boolean {
  if (token.length < 8 || !ENCODED_BRACE.test(token)) return false
  const encoded = unescaped(token) ?? token
  const text = textFromBase64(encoded) ?? textFromBase64(encoded.slice(0, -1))
  if (text === null) return false
  const json = text.replace(/^\uFEFF/, '')
  return isJsonObject(json) || PRINTABLE.test(json)
}

/** Is the text one whole JSON object? */
export function isJsonObject(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const NAMED = /^["']?([A-Za-z][A-Za-z _-]{0,20}?)["']?\s*[:=]\s*["']?([^\s"'].*?)["']?$/
const SECRET_NAMES: Readonly<Record<string, 'policy' | 'signature' | 'apiKey' | 'appSecret'>> = {
  p: 'policy',
  policy: 'policy',
  s: 'signature',
  signature: 'signature',
  apikey: 'apiKey',
  secret: 'appSecret',
  appsecret: 'appSecret',
}
const VALUE_NAMES = new Set(
  'handle url link source filelink fileurl imageurl uuid workflow workflowid jobid job'.split(' '),
)

/** `policy: eyJ…`, `"handle": "Q3p…",`: a secret by its name, the named value, or null when it is not of this form. */
export function recogniseNamed(text: string): Recognition | { readonly value: string } | null {
  const [, name = '', value = ''] = NAMED.exec(text) ?? []
  if (value === '' || value.startsWith('//')) return null
  const plain = name.toLowerCase().replace(/[ _-]/g, '')
  const secret = Object.hasOwn(SECRET_NAMES, plain) ? SECRET_NAMES[plain] : undefined
  if (secret !== undefined && !value.startsWith('\\')) return { kind: 'secret', what: secret }
  return VALUE_NAMES.has(plain) ? { value } : null
}
