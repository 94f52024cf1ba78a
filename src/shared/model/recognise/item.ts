import { MAX_SOURCE_LENGTH } from '#shared/model/bounds.ts'
import { unescaped } from '#shared/model/policy-base64.ts'
import { parseCdnSource } from '#shared/model/cdn-url-source.ts'
import type { BadReason, Recognition } from '#shared/model/recognition.ts'
import type { RecognitionLookups } from './recognition-lookups.ts'
import { recogniseListed } from './listing.ts'
import { recogniseAliasUrl, recogniseBareAlias, recogniseLocalPath } from './path.ts'
import { isJsonObject, isPolicy, recogniseNamed, recogniseToken } from './token.ts'
import { unwrap } from './unwrap.ts'
import { recogniseCdnPath, recogniseUrl } from './url.ts'

const TOKEN = /^[A-Za-z0-9_-]+$/
/** What stands in every address, path and named value. */
const MARK = /[/:\\=.%]/
const HTTP = /^https?:\/\//i
const CDN_PATH = /(?:^|\/)(?:security|run_workflow|workflow_status)(?:=|%3D)/i
const CDN_HOST = /^(?:\/\/)?(?:(?:cdn|process)\.filestack(?:content|api)\.com|www\.filestackapi\.com)\//i
const SCHEME = /^[a-z][a-z0-9+.-]{0,30}:\/\//i
const OTHER_SCHEME = /^(?:data|mailto|blob|javascript|about|tel|cid|urn):/i
/** A host name and a path (or a port) without `https://`. */
const SCHEMELESS =
  /^(?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?\/|^www\.|^(?:localhost|[\d.]+):\d+(?:\/|$)/i

/** How often a name or an encoding is taken off: a text of nothing else would be as deep as it is long. */
const MAX_WRAPS = 3

/** What one item of a paste is. `text` has no quotes, bullets or separators around it. */
export function recogniseItem(text: string, known: RecognitionLookups, wraps = 0): Recognition {
  if (wraps > MAX_WRAPS) return notASource(text)
  if (TOKEN.test(text) && text.length <= MAX_SOURCE_LENGTH)
    return recogniseToken(text, known) ?? notASource(text)
  if (text.length > MAX_SOURCE_LENGTH) return bad('tooLong')
  if (!MARK.test(text) && /\s/.test(text)) return recogniseWords(text)
  if (HTTP.test(text)) return recogniseUrl(text, known)
  if (/^src:\/\//i.test(text)) return recogniseAlias(text)
  if (/^https?%3A%2F%2F/i.test(text)) return recogniseItem(unescaped(text) ?? '', known, wraps + 1)
  if (isPolicy(text) || (text.includes('"expiry"') && isJsonObject(text))) {
    return { kind: 'secret', what: 'policy' }
  }
  const named = recogniseNamed(text)
  if (named !== null) return 'value' in named ? recogniseItem(unwrap(named.value), known, wraps + 1) : named
  return recogniseWithSlashes(text, known) ?? notASource(text)
}

/** Every address, path and named value has a mark in it; words have none, and only a policy that was cut off may be among them. */
const recogniseWords = (text: string): Recognition =>
  isPolicy(text) ? { kind: 'secret', what: 'policy' } : bad('hasSpaces')

function recogniseWithSlashes(text: string, known: RecognitionLookups): Recognition | null {
  if (CDN_HOST.test(text)) return recogniseUrl(`https://${text.replace(/^\/\//, '')}`, known)
  if (!SCHEME.test(text) && CDN_PATH.test(text)) return recogniseCdnPath(text, known)
  if (SCHEMELESS.test(text)) return bad(/\s/.test(text) ? 'hasSpaces' : 'badUrl')
  const local = recogniseLocalPath(text)
  if (local !== null) return local
  if (/^b64:\/\//i.test(text)) return recogniseBase64(text, known)
  const listed = recogniseListed(text)
  if (listed !== null) return listed
  if (SCHEME.test(text) || OTHER_SCHEME.test(text)) return bad('unsupportedScheme')
  if (/^(?:https?|src):/i.test(text)) return bad('badUrl')
  if (/\s/.test(text)) return bad('hasSpaces')
  if (known.apiKeys.has(text.slice(0, text.indexOf('/')))) return recogniseCdnPath(text, known)
  return recogniseBareAlias(text)
}

/** A security step inside a path is none of the path. */
function recogniseAlias(text: string): Recognition {
  const cut = text.replace(/\/security=[^/]*/gi, '')
  const found = recogniseAliasUrl(cut)
  return found.kind === 'source' && cut !== text ? { ...found, note: 'securityCut' } : found
}

function recogniseBase64(text: string, known: RecognitionLookups): Recognition {
  const inner = parseCdnSource(text, '')
  if (inner.kind === 'url') return recogniseUrl(inner.url, known)
  if (inner.kind === 'handle') return recogniseToken(inner.handle, known) ?? bad('badUrl')
  return inner.kind === 'alias' ? recogniseAlias(`src://${inner.alias}/${inner.path}`) : bad('badUrl')
}

function notASource(text: string): Recognition {
  return bad(/\s/.test(text) ? 'hasSpaces' : 'notASource')
}

function bad(reason: BadReason): Recognition {
  return { kind: 'bad', reason }
}
