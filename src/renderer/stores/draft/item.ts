import { assertNever } from '#shared/model/assert.ts'
import type { SourceInput } from '#shared/ipc/runs.ts'
import type { PastedLine, Recognition } from '#shared/model/recognition.ts'
import { sourceText, type Source } from '#shared/model/source.ts'

/** One line of the source area, before anything is sent. */
export interface DraftItem {
  readonly id: number
  /** Its number among all lines added since the area was empty, from 1. */
  readonly line: number
  /** As shown; empty for a secret. */
  readonly text: string
  readonly recognition: Recognition
  /** The line that holds the same source and will be run; null when this is the one. */
  readonly duplicateOf: number | null
  /** The person wants it: a *perhaps a handle*, the source of a run URL, or a duplicate to run all the same. */
  readonly ticked: boolean
  /** A CDN URL with transformations is kept as it is instead of taking its handle. */
  readonly asUrl: boolean
}

/** A pasted line as an item. A secret's words are left behind here. */
export function itemOf(pasted: PastedLine, id: number, lineOffset: number): DraftItem {
  return {
    id,
    line: pasted.line + lineOffset,
    text: pasted.recognition.kind === 'secret' ? '' : pasted.text,
    recognition: pasted.recognition,
    duplicateOf: null,
    ticked: false,
    asUrl: false,
  }
}

/** The source an item stands for, by the person's choice; null when it is none. */
export function sourceOf(item: DraftItem): Source | null {
  const { recognition } = item
  switch (recognition.kind) {
    case 'source':
      return item.asUrl ? (recognition.original ?? recognition.source) : recognition.source
    case 'perhaps':
    case 'runUrl':
      return recognition.source
    case 'uuid':
    case 'statusUrl':
    case 'secret':
    case 'file':
    case 'bad':
      return null
    default:
      return assertNever(recognition)
  }
}

/** Will it be run as things stand? */
export function isTaken(item: DraftItem): boolean {
  if (item.ticked) return sourceOf(item) !== null
  return item.recognition.kind === 'source' && item.duplicateOf === null
}

/** Does it stand under “Needs you”? A ticked one stays there, so that no row moves under the pointer. */
export const isProblem = (item: DraftItem): boolean => item.recognition.kind !== 'source'

/** Is there still something to decide or to take out? */
export const isOpen = (item: DraftItem): boolean => isProblem(item) && !item.ticked

/** Tells the duplicates anew: of the first item that is surely run, by the source as it would be sent. */
export function withDuplicates(items: readonly DraftItem[]): readonly DraftItem[] {
  const lines = new Map<string, number>()
  return items.map((item) => {
    const source = sourceOf(item)
    if (source === null) return item
    const key = `${source.kind} ${sourceText(source)}`
    const first = lines.get(key) ?? null
    if (first === null && (item.recognition.kind === 'source' || item.ticked)) lines.set(key, item.line)
    return first === item.duplicateOf ? item : { ...item, duplicateOf: first }
  })
}

/** The source as the request takes it; null for a file, which has no handle yet. */
function inputOf(source: Source): SourceInput | null {
  switch (source.kind) {
    case 'handle':
      return { kind: 'handle', handle: source.handle }
    case 'url':
      return { kind: 'url', url: source.url }
    case 'alias':
      return { kind: 'alias', alias: source.alias, path: source.path }
    case 'file':
      return null
    default:
      return assertNever(source)
  }
}

/** The sources to be run, in their order; at most `limit` of them. */
export function sourcesToRun(items: readonly DraftItem[], limit = Infinity): readonly SourceInput[] {
  const sources: SourceInput[] = []
  for (const item of items) {
    if (sources.length >= limit) break
    const source = isTaken(item) ? sourceOf(item) : null
    const input = source === null ? null : inputOf(source)
    if (input !== null) sources.push(input)
  }
  return sources
}
