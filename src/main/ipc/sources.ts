import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { SourceInput } from '#shared/ipc/runs.ts'
import { hasSecurity, isCdnHost, withoutSecurity } from '#shared/model/cdn-url.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { sourceText, type Source } from '#shared/model/source.ts'

/** What must never be run on. */
export interface Forbidden {
  readonly apiKeys: readonly string[]
  readonly holdsSecret: (text: string) => boolean
  readonly isSecret: (word: string) => boolean
}

/** The first source that is (or holds) a secret, or is an API key, by its place in the list; null when all are clean. */
export function screenSources(sources: readonly SourceInput[], forbidden: Forbidden): AppError | null {
  for (const [index, source] of sources.entries()) {
    const text = sourceText(source)
    const line = index + 1
    if (source.kind === 'handle') {
      if (forbidden.isSecret(text)) return appError('source.isSecret', { line })
      if (forbidden.apiKeys.includes(text)) return appError('source.isKey', { line })
    }
    if (forbidden.holdsSecret(text)) return appError('source.isSecret', { line })
  }
  return null
}

/** A source as it is kept: `secret` is the full one where `source` is only its shortened form. */
export interface KeptSource {
  readonly source: Source
  readonly secret: Source | null
}

/** A CDN URL loses its security step; a link that signs itself is shortened, to be kept as ciphertext. */
export function keptSource(input: SourceInput, cdnHosts: readonly string[]): KeptSource {
  if (input.kind !== 'url') return { source: input, secret: null }
  const { host } = new URL(input.url)
  const isOurs = isCdnHost(host, cdnHosts) && hasSecurity(input.url)
  const url = isOurs ? withoutSecurity(input.url) : input.url
  if (!isPresigned(url)) return { source: { kind: 'url', url }, secret: null }
  return { source: { kind: 'url', url: shortenUrl(url), sealed: true }, secret: { kind: 'url', url } }
}
