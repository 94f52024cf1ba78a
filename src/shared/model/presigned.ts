import { isSecretParameter } from './secret-parameters.ts'

const URL_PARTS = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#@]*@)?([^?#]*)(\?[^#]*)?/i

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
const USERINFO = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]*@/i

/** Words that name a right or its end wherever they stand in a key: `X-Amz-Security-Token`, `OSSAccessKeyId`. */
const CREDENTIAL_PART =
  /signature|token|secret|passw|credential|api[_-]?key|access[_-]?(?:key|id)|key[_-]?pair|session|jwt|hmac|auth(?!or(?!i))|expir/
/** Short words that name one only when they stand by themselves. */
const CREDENTIAL_WORD =
  /(?:^|[^a-z])(?:sig|sign|policy|pwd|pass|sas|exp|sid|ticket|hdn(?:ea|ts|tl))(?:$|[^a-z])/
/** Everything that a storage's signing adds, whatever it is called. */
const STORAGE_PREFIX = /^(?:x-(?:amz|goog|oss|cos|obs|tos|ms)-|q-(?:sign|ak|key|url|header)-)/
/** A hash of the content, or a version: shop systems write them in full, and they open nothing. */
const CONTENT_HASH_KEY = /^(?:v|ver|version|rev|hash|checksum|digest|etag|fingerprint|md5|sha-?\d*)$/
/** A value that no person writes: a web token, a signature in hex, a long random word. */
const CREDENTIAL_VALUE =
  /^(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|[0-9a-fA-F]{64,}|(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?=[\w+/-]*\d)[\w+/-]{40,}={0,2})$/
const HEXADECIMAL = /^[0-9a-fA-F]+$/

/**
 * Does the link carry its own right to read: in the query, in the fragment, or as a name and password before the host? Such a
 * link is a secret: it is shown shortened and stored as ciphertext. Told by the shape of keys and values, because every
 * storage has names of its own; a link that is taken for one without need is only shown shorter. What no shape tells, a
 * connection says by name (secret-parameters.ts).
 */
export function isPresigned(url: string): boolean {
  if (!/[?#@]/.test(url) || !SCHEME.test(url)) return false
  if (USERINFO.test(url)) return true
  const hash = url.indexOf('#')
  const link = hash === -1 ? url : url.slice(0, hash)
  const question = link.indexOf('?')
  return (
    (question !== -1 && hasCredential(link.slice(question + 1))) ||
    (hash !== -1 && hasCredential(url.slice(hash + 1)))
  )
}

/** The link as it may be shown and stored: its query cut to `?…`, name, password and fragment left out. */
export function shortenUrl(url: string): string {
  const parts = URL_PARTS.exec(url)
  if (parts === null) return url
  const [, scheme = '', rest = '', query] = parts
  return scheme + rest + (query === undefined ? '' : '?…')
}

function hasCredential(text: string): boolean {
  return text.split(/[&;?]/).some((pair) => {
    const equals = pair.indexOf('=')
    if (equals <= 0) return false
    const key = decoded(pair.slice(0, equals))
    if (isCredentialKey(key) || isSecretParameter(key)) return true
    const value = decoded(pair.slice(equals + 1))
    return CREDENTIAL_VALUE.test(value) && !isContentHash(key, value)
  })
}

const isContentHash = (key: string, value: string): boolean =>
  HEXADECIMAL.test(value) && CONTENT_HASH_KEY.test(key.toLowerCase())

function isCredentialKey(key: string): boolean {
  const lower = key.toLowerCase()
  const words = lower === key ? key : key.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  return STORAGE_PREFIX.test(words) || CREDENTIAL_PART.test(words) || CREDENTIAL_WORD.test(words)
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
