/** Query names that sign a link, compared in lower case. */
const SIGNING = new Set([
  'x-amz-signature',
  'x-amz-security-token',
  'x-goog-signature',
  'x-oss-signature',
  'x-cos-signature',
  'q-signature',
  'signature',
  'policy',
  'sig',
  'token',
  'access_token',
  'key-pair-id',
])

const URL_PARTS = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#@]*)@)?([^?#]*)(\?[^#]*)?/i

/**
 * Does the link carry its own right to read (a signature in the query, a name and password before the host)?
 * Such a link is a secret: it is shown shortened and stored as ciphertext.
 */
export function isPresigned(url: string): boolean {
  const parts = URL_PARTS.exec(url)
  if (parts === null) return false
  const [, , userinfo, , query] = parts
  return userinfo !== undefined || (query !== undefined && isSigningQuery(query.slice(1)))
}

/** The link as it may be shown and stored: its query cut to `?…`, name, password and fragment left out. */
export function shortenUrl(url: string): string {
  const parts = URL_PARTS.exec(url)
  if (parts === null) return url
  const [, scheme = '', , rest = '', query] = parts
  return scheme + rest + (query === undefined ? '' : '?…')
}

function isSigningQuery(query: string): boolean {
  return query.split(/[&;]/).some((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 && SIGNING.has(decoded(pair.slice(0, equals)).toLowerCase())
  })
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
