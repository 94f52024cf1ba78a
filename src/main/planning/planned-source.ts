import { hasSecurity, isCdnHost, withoutSecurity } from '#shared/model/cdn-url.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'
import type { Source } from '#shared/model/source.ts'

/** A source as it was given: a URL with all of its text, also when that holds a secret. */
export type PlannedSource =
  | Extract<Source, { readonly kind: 'handle' | 'alias' }>
  | { readonly kind: 'url'; readonly url: string }
  | PlannedFile

/** A local file. */
interface PlannedFile {
  readonly kind: 'file'
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** The handle under which its bytes are stored already: it is not uploaded. */
  readonly handle: string | null
}

/** A source as it is kept. `secret` is the whole source when `source` is shortened. */
export interface KeptSource {
  readonly source: Source
  readonly secret: Source | null
}

/** A CDN URL loses its security step. A link that signs itself is shortened; the whole link is kept as ciphertext only. */
export function toKeptSource(planned: PlannedSource, cdnHosts: readonly string[]): KeptSource {
  if (planned.kind === 'file')
    return { source: { kind: 'file', path: planned.path, bytes: planned.size }, secret: null }
  if (planned.kind !== 'url') return { source: planned, secret: null }
  // A text that is no valid address is kept as it is.
  const host = URL.parse(planned.url)?.host ?? ''
  const isOwnCdnUrl = isCdnHost(host, cdnHosts) && hasSecurity(planned.url)
  const url = isOwnCdnUrl ? withoutSecurity(planned.url) : planned.url
  if (!isPresigned(url)) return { source: { kind: 'url', url }, secret: null }
  return { source: { kind: 'url', url: shortenUrl(url), sealed: true }, secret: { kind: 'url', url } }
}

/** The files that would be uploaded, and their bytes. */
export function countUploads(sources: readonly PlannedSource[]): RunPreview['uploads'] {
  let [files, bytes] = [0, 0]
  for (const source of sources) {
    if (source.kind !== 'file' || source.handle !== null) continue
    files += 1
    bytes += source.size
  }
  return { files, bytes }
}
