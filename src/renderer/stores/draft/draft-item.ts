import type { AppError } from '#shared/errors/app-error.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import type { Labels } from '#shared/model/labels.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { PastedLine, Recognition } from '#shared/model/recognition.ts'
import { recogniseAliasUrl } from '#shared/model/recognise/path.ts'
import type { Source } from '#shared/model/source.ts'

/** The earlier item with the same source, as a duplicate names it. */
export interface DuplicateOrigin {
  readonly line: number
  readonly row: number | null
  /** The name of a file; null for any other source. */
  readonly name: string | null
  readonly by: 'source' | 'path' | 'bytes'
}

export interface Place {
  readonly id: number
  /** Its number among all that was added since the source area was empty, from 1. */
  readonly line: number
  /** Its row in the list it came from; null for what was pasted or dropped. */
  readonly row: number | null
  /** The name of that list. */
  readonly list: string | null
  /** Further columns of that list. */
  readonly labels: Labels | null
  /** The item with the same source that will be run; null when this is the one. */
  readonly duplicateOf: DuplicateOrigin | null
  /** The person ticked it: run a *perhaps a handle*, the source of a run URL, or a duplicate. */
  readonly ticked: boolean
}

/** A pasted line, or a cell of a list. */
export interface LineItem extends Place {
  readonly kind: 'line'
  /** As shown; empty for a secret. */
  readonly text: string
  readonly recognition: Recognition
  /** A CDN URL with transformations is kept as it is instead of taking its handle. */
  readonly asUrl: boolean
}

/** A file on this computer. */
export interface FileItem extends Place {
  readonly kind: 'file'
  readonly file: FoundFile
  /** The same text for all files with the same bytes; null while no other file is known to have them. */
  readonly bytes: string | null
  /** Why it cannot be sent. */
  readonly problem: AppError | null
}

/** What cannot be a source, with the reason: a path, or a row of a list. */
export interface RejectedItem extends Place {
  readonly kind: 'rejected'
  readonly text: string
  readonly error: AppError
}

/** One row of the source area, before anything is sent. */
export type DraftItem = LineItem | FileItem | RejectedItem

/** A new place in the draft: no duplicate, and not ticked. */
export const createPlace = (
  id: number,
  line: number,
  row: number | null,
  labels: Labels | null,
  list: string | null = null,
): Place => ({
  id,
  line,
  row,
  list,
  labels,
  duplicateOf: null,
  ticked: false,
})

/** A pasted line as an item. The text of a secret is dropped here, and is kept nowhere. */
export function createLineItem(pasted: PastedLine, place: Place): LineItem {
  return {
    ...place,
    kind: 'line',
    text: pasted.recognition.kind === 'secret' ? '' : pasted.text,
    recognition: pasted.recognition,
    asUrl: false,
  }
}

/** An object of a cloud listing, once its alias is named; any other item as it is. */
export function withAlias(item: DraftItem, alias: string): DraftItem {
  if (item.kind !== 'line' || item.recognition.kind !== 'listed') return item
  return { ...item, recognition: recogniseAliasUrl(`src://${alias}/${item.recognition.path}`) }
}

/** The source of an item, by the choice of the person; null when it is no source. */
export function itemToSource(item: DraftItem): Source | null {
  switch (item.kind) {
    case 'line':
      return toLineSource(item)
    case 'file':
      return item.problem === null ? { kind: 'file', path: item.file.path } : null
    case 'rejected':
      return null
    default:
      return assertNever(item)
  }
}

function toLineSource({ recognition, asUrl }: LineItem): Source | null {
  switch (recognition.kind) {
    case 'source':
      return asUrl ? (recognition.original ?? recognition.source) : recognition.source
    case 'perhaps':
    case 'runUrl':
      return recognition.source
    case 'uuid':
    case 'remoteJob':
    case 'secret':
    case 'file':
    case 'listed':
    case 'bad':
      return null
    default:
      return assertNever(recognition)
  }
}

/** Is it surely a source, which nobody has to confirm? */
export const isSure = (item: DraftItem): boolean =>
  item.kind === 'line' ? item.recognition.kind === 'source' : item.kind === 'file' && item.problem === null

/** Would Run take it as it is now? */
export function isRunnable(item: DraftItem): boolean {
  if (item.ticked) return itemToSource(item) !== null
  return isSure(item) && item.duplicateOf === null
}

/** A row of a list that repeats the source of another row: it is not run, but it is a row of the sheet of the run. */
export const isDuplicateRow = (item: DraftItem): boolean =>
  item.kind === 'line' && item.row !== null && item.duplicateOf !== null && isSure(item) && !item.ticked

/** Is it listed under “Needs you”? A ticked one stays listed there, so that no row moves under the pointer. */
export const isProblem = (item: DraftItem): boolean => !isSure(item)

/** Is there still something to decide or to take out? */
export const isUnresolved = (item: DraftItem): boolean => isProblem(item) && !item.ticked

/** An item as the request takes it; null when it is no source. `handle` is used when the file was uploaded before. */
export function toSourceInput(item: DraftItem, handle?: string): SourceInput | null {
  if (item.kind === 'file') {
    if (item.problem !== null) return null
    return handle === undefined
      ? { kind: 'file', fileId: item.file.id }
      : { kind: 'file', fileId: item.file.id, handle }
  }
  const source = itemToSource(item)
  switch (source?.kind) {
    case 'handle':
      return { kind: 'handle', handle: source.handle }
    case 'url':
      return { kind: 'url', url: source.url }
    case 'alias':
      return { kind: 'alias', alias: source.alias, path: source.path }
    case 'file':
    case undefined:
      return null
    default:
      return assertNever(source)
  }
}
