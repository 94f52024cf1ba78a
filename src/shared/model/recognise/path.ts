import { unescaped } from '#shared/model/policy-base64.ts'
import type { Recognition } from '#shared/model/recognition.ts'

const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\[^\\])/
const FILE_URL = /^file:\/\/([^/]*)(\/.*)$/i
const CONTROL = /\p{Cc}/u
/** What stands before the slash of a bare `a/b`: a plain name without a dot. */
const ALIAS_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u
/** Words before a slash that are no alias but the rest of a scheme (`https:/example.com`). */
const SCHEMES = new Set(['http', 'https', 'file', 'ftp', 'src', 'wf', 'b64'])
/** Table cells that only look like an alias path: dates and fractions, "n/a", media types. */
const NO_ALIAS =
  /^(?:[\d/]+|n\/a|w\/o|c\/o|and\/or|(?:image|video|audio|font|text|application|multipart)\/(?:[a-z0-9]{2,4}|x-[a-z0-9-]+|vnd\.[\w.+-]+|svg\+xml|html|json|octet-stream|quicktime|form-data|plain|javascript))$/i
const MAX_ALIAS_LENGTH = 256
const MAX_PATH_LENGTH = 4096

/** An absolute local path (POSIX, home, Windows, UNC) or a `file://` URL; null when it is none. */
export function recogniseLocalPath(text: string): Recognition | null {
  if (/^file:/i.test(text)) return fileUrl(text)
  if (WINDOWS.test(text)) return { kind: 'file', path: text }
  if (/^(?:\/|~\/)[^/]/.test(text)) return { kind: 'file', path: text.replace(/\\ /g, ' ') }
  return null
}

/** `src://alias/path`; blanks inside the path are taken as they are. */
export function recogniseAliasUrl(text: string): Recognition {
  const rest = text.slice('src://'.length)
  if (rest.includes('://')) return { kind: 'bad', reason: /\s/.test(rest) ? 'hasSpaces' : 'badUrl' }
  return recogniseAlias(rest)
}

/** A bare `a/b`; null when it is not of this form. */
export function recogniseBareAlias(text: string): Recognition | null {
  const slash = text.indexOf('/')
  if (slash < 1) return null
  const alias = text.slice(0, slash)
  if (!ALIAS_NAME.test(alias) || NO_ALIAS.test(text)) return null
  if (SCHEMES.has(alias.toLowerCase())) return { kind: 'bad', reason: 'badUrl' }
  if (text.charAt(slash + 1) === '/') return null
  const found = recogniseAlias(text)
  return found.kind === 'source' ? { ...found, note: 'aliasWithoutScheme' } : found
}

function recogniseAlias(text: string): Recognition {
  const slash = text.indexOf('/')
  if (slash < 1 || slash === text.length - 1) return { kind: 'bad', reason: 'aliasWithoutPath' }
  const alias = text.slice(0, slash)
  const path = text.slice(slash + 1)
  if (alias.length > MAX_ALIAS_LENGTH || path.length > MAX_PATH_LENGTH)
    return { kind: 'bad', reason: 'tooLong' }
  if (/\s/.test(alias)) return { kind: 'bad', reason: 'hasSpaces' }
  if (CONTROL.test(text) || path !== path.trim()) return { kind: 'bad', reason: 'badUrl' }
  return { kind: 'source', source: { kind: 'alias', alias, path } }
}

function fileUrl(text: string): Recognition {
  const [, host = '', path = ''] = FILE_URL.exec(text) ?? []
  const plain = unescaped(path)
  if (plain === null || plain.length < 2) return { kind: 'bad', reason: 'badUrl' }
  if (host !== '' && host.toLowerCase() !== 'localhost') {
    return { kind: 'file', path: `\\\\${host}${plain.replaceAll('/', '\\')}` }
  }
  return { kind: 'file', path: /^\/[A-Za-z]:\//.test(plain) ? plain.slice(1) : plain }
}
