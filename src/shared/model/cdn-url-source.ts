import { assertNever } from './assert.ts'
import { textFromBase64, unescaped } from './policy-base64.ts'
import type { Source } from './source.ts'
import { withoutTrailing } from './trailing.ts'

/** What a CDN path ends in. */
export type CdnSource =
  /** `written` says how it stood in the path: as it is, percent-encoded whole, or as `b64://`. */
  | { readonly kind: 'url'; readonly url: string; readonly written: 'raw' | 'percent' | 'base64' }
  /** `scheme` false: written without `src://`. */
  | { readonly kind: 'alias'; readonly alias: string; readonly path: string; readonly scheme: boolean }
  /** A workflow's output file, `wf://<workflow>/<job>/<hash>`. */
  | { readonly kind: 'produced'; readonly path: string }
  /** The last segment, an extension after `+` taken off. Not checked to look like a handle. */
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'other'; readonly text: string }

const QUOTES = /^(?:"|%22)(.+)(?:"|%22)\/?$/is
/** How often quotes are taken off: a text of nothing but quotes would be as deep as it is long. */
const MAX_QUOTES = 3
const WORD = /^[A-Za-z0-9_-]+$/
const HANDLE = /^[A-Za-z0-9_-]{15,64}$/

/**
 * Reads the end of a CDN path. `query` (with its `?`) goes to a URL that was written raw: its writer meant it so.
 * `takesBareAlias`: `alias/path` without `src://` is an alias path.
 */
export function parseCdnSource(quotedText: string, query: string, takesBareAlias = true): CdnSource {
  if (WORD.test(quotedText)) return { kind: 'handle', handle: quotedText }
  const text = withoutQuotes(quotedText)
  if (QUOTES.test(text)) return { kind: 'other', text }
  const plain = withoutTrailing(text, '/')
  if (plain === '') return { kind: 'none' }
  if (/^https?:\/\/./i.test(text)) return { kind: 'url', url: text + query, written: 'raw' }
  if (text.startsWith('b64://')) return fromBase64(text)
  const decoded = unescaped(text)
  if (decoded === null) return { kind: 'other', text }
  if (/^https?:\/\/./i.test(decoded)) return { kind: 'url', url: decoded, written: 'percent' }
  if (decoded.startsWith('b64://')) return fromBase64(decoded)
  if (decoded.startsWith('wf://')) return { kind: 'produced', path: decoded.slice('wf://'.length) }
  if (decoded.startsWith('src://'))
    return readAlias(decoded.slice('src://'.length), true) ?? { kind: 'other', text }
  const bare = unescaped(plain) ?? plain
  if (bare.includes('/'))
    return (takesBareAlias ? readAlias(decoded, false) : null) ?? { kind: 'other', text }
  return { kind: 'handle', handle: bare.replace(/\+[A-Za-z0-9]{1,8}$/, '') }
}

function withoutQuotes(text: string): string {
  let bare = text
  for (let count = 0; count < MAX_QUOTES; count++) {
    const quoted = QUOTES.exec(bare)?.[1]
    if (quoted === undefined) return bare
    bare = unescaped(quoted) ?? quoted
  }
  return bare
}

/** The source a run could be made on; null for an output file and for what names no source. */
export function cdnToSource(source: CdnSource): Source | null {
  switch (source.kind) {
    case 'handle':
      return { kind: 'handle', handle: source.handle }
    case 'url':
      return { kind: 'url', url: source.url }
    case 'alias':
      return { kind: 'alias', alias: source.alias, path: source.path }
    case 'produced':
    case 'none':
    case 'other':
      return null
    default:
      return assertNever(source)
  }
}

function fromBase64(text: string): CdnSource {
  const inner = textFromBase64(withoutTrailing(text.slice('b64://'.length), '/'))
  if (inner === null) return { kind: 'other', text }
  if (/^https?:\/\/./i.test(inner)) return { kind: 'url', url: inner, written: 'base64' }
  if (inner.startsWith('wf://')) return { kind: 'produced', path: inner.slice('wf://'.length) }
  if (HANDLE.test(inner)) return { kind: 'handle', handle: inner }
  const alias = inner.startsWith('src://') ? readAlias(inner.slice('src://'.length), true) : null
  return alias ?? { kind: 'other', text }
}

function readAlias(text: string, scheme: boolean): CdnSource | null {
  const slash = text.indexOf('/')
  if (slash < 1 || slash === text.length - 1) return null
  const alias = text.slice(0, slash)
  return !scheme && alias.includes('.') ? null : { kind: 'alias', alias, path: text.slice(slash + 1), scheme }
}
