import { assertNever } from './assert.ts'

/**
 * What a workflow runs on. A file becomes a handle by an upload.
 * A URL whose query signs it is kept shortened here (`sealed`), the full URL only as ciphertext beside it.
 */
export type Source =
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'url'; readonly url: string; readonly sealed?: true }
  | { readonly kind: 'alias'; readonly alias: string; readonly path: string }
  /** `bytes`: its size when it was added, where that is known. */
  | { readonly kind: 'file'; readonly path: string; readonly bytes?: number }

/** The bytes in place of a source whose row in the journal is damaged. It is shown, searched and exported, but never sent. */
interface UnreadableSource {
  readonly kind: 'unreadable'
  readonly text: string
}

/**
 * In place of a source that the service did not tell of an attached job, or told in a way that nothing can be run on (`told`,
 * null for nothing at all). It is never sent.
 */
export interface NoSource {
  readonly kind: 'none'
  readonly told: string | null
}

/** The source of a job as the journal gives it. */
export type StoredSource = Source | NoSource | UnreadableSource

/** The kinds of sources that jobs have. */
export const SOURCE_KINDS = ['file', 'handle', 'url', 'alias', 'none', 'unreadable'] as const
export type SourceKind = StoredSource['kind']

/** Can a job be run on it? */
export const isRunnableSource = (source: StoredSource): source is Source =>
  source.kind !== 'none' && source.kind !== 'unreadable'

/** Can this be the name of a storage alias? */
export const isAliasName = (text: string): boolean => /^[^\s/]{1,256}$/.test(text)

/** The source as people write it: the handle, the URL, `src://alias/path`, the local path, what was found in a damaged row; empty for none. */
export function sourceText(source: StoredSource): string {
  switch (source.kind) {
    case 'handle':
      return source.handle
    case 'url':
      return source.url
    case 'alias':
      return `src://${source.alias}/${source.path}`
    case 'file':
      return source.path
    case 'unreadable':
      return source.text
    case 'none':
      return source.told ?? ''
    default:
      return assertNever(source)
  }
}
