import type { Source } from './source.ts'

/** What one pasted line (or one item of it) was recognised as, by docs/filestack-api.md §5. Every wrong guess is billed. */
export type Recognition =
  /** A source, taken. `original` is the kept-as-URL alternative of a CDN URL with transformations (its security cut). */
  | {
      readonly kind: 'source'
      readonly source: Source
      readonly original?: Source
      readonly note?: RecognitionNote
    }
  /** Perhaps a handle: shown, off until the person ticks it. */
  | { readonly kind: 'perhaps'; readonly source: Source }
  /** A UUID: offers *Use as workflow* · *Attach as job*. */
  | { readonly kind: 'uuid'; readonly id: string }
  /** A run URL: its workflow, its source, and the key it was made for (null in the handle form). */
  | {
      readonly kind: 'runUrl'
      readonly workflowId: string
      readonly source: Source | null
      readonly apiKey: string | null
    }
  /** A job that was started already: of a status URL or of a pasted webhook. */
  | { readonly kind: 'remoteJob'; readonly remoteJobId: string; readonly apiKey: string | null }
  /** Never a source. The secret's text is not kept. */
  | { readonly kind: 'secret'; readonly what: 'policy' | 'signature' | 'apiKey' | 'appSecret' }
  /** A local path or file://: it is no source as text, the file itself is added. */
  | { readonly kind: 'file'; readonly path: string }
  /** An object of a cloud listing: an alias path once the person names the alias. */
  | { readonly kind: 'listed'; readonly path: string }
  | { readonly kind: 'bad'; readonly reason: BadReason }

/** Said beside a taken source. */
export type RecognitionNote =
  | 'fromCdnUrl'
  | 'securityCut'
  | 'aliasWithoutScheme'
  | 'presigned'
  | 'blanksEncoded'

export type BadReason =
  | 'notASource'
  | 'hasSpaces'
  | 'tooLong'
  | 'unsupportedScheme'
  | 'badUrl'
  | 'aliasWithoutPath'
  | 'emptyHandle'
  /** The formula of a spreadsheet in place of its result. */
  | 'expression'

/** One item of a paste. */
export interface PastedLine {
  /** Line in the paste, from 1. */
  readonly line: number
  /** As shown: shortened past 2,000 characters, secrets cut. */
  readonly text: string
  readonly recognition: Recognition
  /** The line that first held the same source; null for the first. */
  readonly duplicateOf: number | null
}

export interface RecognitionContext {
  /** API keys of all connections: never sources. */
  readonly apiKeys: readonly string[]
  /** CDN hosts of all connections beside Filestack's own (`cdn.<cname>`, 127.0.0.1:port…), host[:port]. */
  readonly cdnHosts: readonly string[]
}
