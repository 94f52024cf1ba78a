import type { FileRegistry } from '#main/files/registry.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import { hasSecurity, isCdnHost, withoutSecurity } from '#shared/model/cdn-url.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { sourceText, type Source } from '#shared/model/source.ts'

/** What must never be run on. */
export interface Forbidden {
  readonly apiKeys: readonly string[]
  readonly holdsSecret: (text: string) => boolean
  readonly isSecret: (word: string) => boolean
}

/** A local file of a plan: its path in place of the id that the page knows. */
interface FileSource {
  readonly kind: 'file'
  readonly path: string
  readonly size: number
  /** Its bytes are there: it is not uploaded. */
  readonly handle: string | null
}

/** A source of a plan, as main takes it. */
export type PlanSource = Exclude<SourceInput, { readonly kind: 'file' }> | FileSource

/** Files by their paths; an error when one is not in the list any more. */
export function planSources(
  sources: readonly SourceInput[],
  files: Pick<FileRegistry, 'get'>,
): Result<readonly PlanSource[]> {
  const found: PlanSource[] = []
  for (const source of sources) {
    if (source.kind !== 'file') {
      found.push(source)
      continue
    }
    const file = files.get(source.fileId)
    if (file === null) return fail(appError('files.gone'))
    found.push({ kind: 'file', path: file.path, size: file.size, handle: source.handle ?? null })
  }
  return ok(found)
}

/** The first source that is (or holds) a secret, or is an API key, by its place in the list; null when all are clean. */
export function screenSources(sources: readonly PlanSource[], forbidden: Forbidden): AppError | null {
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

export type Labels = Readonly<Record<string, string>>

/** The first label that is or holds a secret; null when all are clean. */
export function screenLabels(
  labels: readonly (Labels | null)[],
  { holdsSecret, isSecret }: Forbidden,
): AppError | null {
  for (const [index, ofOne] of labels.entries()) {
    for (const [name, value] of Object.entries(ofOne ?? {})) {
      const isOne = isSecret(value) || holdsSecret(value) || isSecret(name) || holdsSecret(name)
      if (isOne) return appError('list.labelIsSecret', { line: index + 1, column: name })
    }
  }
  return null
}

/** Labels as they are kept: signed links in them cut. */
export const cutLabels = (labels: Labels, redact: (text: string) => string): Labels =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, redact(value)]))

/** A source as it is kept: `secret` is the full one where `source` is only its shortened form. */
export interface KeptSource {
  readonly source: Source
  readonly secret: Source | null
}

/** A CDN URL loses its security step; a link that signs itself is shortened, to be kept as ciphertext. */
export function keptSource(input: PlanSource, cdnHosts: readonly string[]): KeptSource {
  if (input.kind === 'file')
    return { source: { kind: 'file', path: input.path, bytes: input.size }, secret: null }
  if (input.kind !== 'url') return { source: input, secret: null }
  const { host } = new URL(input.url)
  const isOurs = isCdnHost(host, cdnHosts) && hasSecurity(input.url)
  const url = isOurs ? withoutSecurity(input.url) : input.url
  if (!isPresigned(url)) return { source: { kind: 'url', url }, secret: null }
  return { source: { kind: 'url', url: shortenUrl(url), sealed: true }, secret: { kind: 'url', url } }
}
