import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'
import { sourceText, type StoredSource } from '#shared/model/source.ts'

/** What a source is called in a list: what tells it from others first, its host last. */
export interface SourceName {
  readonly name: string
  /** What more tells where it is; empty when the name says it all. */
  readonly place: string
}

/** Labels that name a row of a list, the most telling first. */
const NAMING_LABELS = [/^sku$|sku/i, /^name$|name|title/i, /article|product|number|^id$/i]
const MAX_NAMES = 2

/** The label of a job comes first where it has one, then the name of its file, and hosts last. */
export function describeSource({ source, labels }: Pick<Job, 'source' | 'labels'>): SourceName {
  const named = findNames(labels)
  const own = describePlace(source)
  if (named.length === 0) return own
  return { name: named.join(' · '), place: own.name.split('/').at(-1) ?? own.name }
}

/** What a source is called by its address alone: its path or file first, its host last. */
export function describePlace(source: StoredSource): SourceName {
  if (source.kind === 'none') return { name: source.told ?? historyWords.kinds.none, place: '' }
  if (source.kind === 'file') return { name: source.path.split(/[/\\]/).at(-1) ?? source.path, place: '' }
  if (source.kind === 'alias') return { name: source.path, place: source.alias }
  const text = sourceText(source)
  if (source.kind !== 'url' || !URL.canParse(text)) return { name: text, place: '' }
  const { host, pathname, search } = new URL(text)
  const path = decodePath(pathname.replace(/^\/+/, '')) + search
  return path === '' ? { name: host, place: '' } : { name: path, place: host }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function findNames(labels: Job['labels']): readonly string[] {
  const filled = Object.entries(labels).filter(([, value]) => value.trim() !== '' && !URL.canParse(value))
  const telling = filled.filter(([label]) => NAMING_LABELS.some((pattern) => pattern.test(label)))
  const chosen = telling.length > 0 ? orderLabels(Object.fromEntries(telling)) : filled.slice(0, 1)
  return [...new Set(chosen.map(([, value]) => value))].slice(0, MAX_NAMES)
}

/** Labels with the most telling first; the others stay in their order. */
export function orderLabels(labels: Job['labels']): readonly (readonly [name: string, value: string])[] {
  const rankOf = (label: string): number => {
    const rank = NAMING_LABELS.findIndex((pattern) => pattern.test(label))
    return rank === -1 ? NAMING_LABELS.length : rank
  }
  return Object.entries(labels).toSorted(([one], [other]) => rankOf(one) - rankOf(other))
}
