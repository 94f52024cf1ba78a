import { MAX_SOURCE_LENGTH } from './bounds.ts'
import { shortenEnd } from '#shared/format/shorten.ts'
import { assertNever } from './assert.ts'
import { cutLinkSecrets, cutPastedSecrets, cutUrl } from './presigned-cut.ts'
import type { PastedLine, Recognition, RecognitionContext } from './recognition.ts'
import { isAboutList } from './recognise/clipboard.ts'
import { isBareItem } from './recognise/bare-item.ts'
import { recogniseItem } from './recognise/item.ts'
import { toRecognitionLookups, type RecognitionLookups } from './recognise/recognition-lookups.ts'
import { isListingRemark, recogniseListed } from './recognise/listing.ts'
import { splitItems, type Item } from './recognise/split.ts'
import { isSignatureShaped } from './recognise/token.ts'
import { sourceText } from './source.ts'
import { withoutTrailing } from './trailing.ts'

/** Longest text shown of an item, in UTF-16 units. */
const MAX_SHOWN_LENGTH = 2_000
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/
const HTTP = /^https?:\/\//i
/** A handle or an alias path without anything that could sign it. */
const WORD_OR_PATH = /^(?:src:\/\/)?[\w./-]{1,63}$/
/** Nothing but visible ASCII: most lines, and quickly told. */
const PLAIN = /^[\t -~]*$/
/** Characters that nobody sees and that copying leaves in: controls, zero width, direction marks, soft hyphens. */
const INVISIBLE = /[^\P{Cc}\t]|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu
/** What stands between two addresses where people write Chinese or Japanese, and at the end of a sentence. */
const WIDE_SEPARATORS = /[，；、｜](?=\s*(?:https?|src):\/\/)/gi
const WIDE_ENDS = '。，；、 \t'
/** Joiners mean something in names of many scripts and in emoji, and nothing between plain letters. */
const JOINERS = /(?<!\P{ASCII})[\u200C\u200D](?!\P{ASCII})/gu

/**
 * Reads a paste line by line (docs/filestack-api.md §5): what each item is, where it stands, and which line held the same
 * source first. Every wrong guess is billed: what is not clear becomes *perhaps* or *bad*. Policies, signatures and
 * security steps are in no field of the answer; a signed link of another host is whole in `source` only.
 */
export function recognisePaste(text: string, context: RecognitionContext): readonly PastedLine[] {
  const known = toRecognitionLookups(context)
  const firstLines = new Map<string, number>()
  const pasted: PastedLine[] = []
  const lines = text.split(LINE_BREAK)
  for (let index = 0; index < lines.length; index += 1) {
    if (isAboutList(lines, index)) continue
    for (const item of readItems(lines[index] ?? '', known)) {
      pasted.push(toPastedLine(item, index + 1, firstLines))
    }
  }
  return pasted.some(({ recognition }) => isPolicy(recognition)) ? pasted.map(withoutSignature) : pasted
}

/** `firstLines`: the line that first held a source, by its text. */
function toPastedLine(item: Item, line: number, firstLines: Map<string, number>): PastedLine {
  const { recognition } = item
  const key = sameSourceKey(recognition)
  const first = key === null ? undefined : firstLines.get(key)
  if (key !== null && first === undefined) firstLines.set(key, line)
  return { line, text: shown(item), recognition, duplicateOf: first ?? null }
}

/** The items of a line; none for a line without any, and for the remark of a listing. */
function readItems(line: string, known: RecognitionLookups): readonly Item[] {
  if (isBareItem(line)) return [{ text: line, recognition: recogniseItem(line, known) }]
  if (isListingRemark(line)) return []
  const listed = recogniseListed(line)
  return listed === null ? splitItems(visible(line), known) : [{ text: line.trim(), recognition: listed }]
}

const isPolicy = (recognition: Recognition): boolean =>
  recognition.kind === 'secret' && recognition.what === 'policy'

/** Where a policy was copied, 64 hexadecimal digits are its signature; anywhere else they may be the name of a file. */
function withoutSignature(line: PastedLine): PastedLine {
  const { recognition } = line
  if (recognition.kind !== 'perhaps' || !isSignatureShaped(sourceText(recognition.source))) return line
  return { ...line, text: '…', recognition: { kind: 'secret', what: 'signature' }, duplicateOf: null }
}

/** How surely a text names sources: by a scheme or a handle; by a bare path to a file; or not. */
export type SourceCertainty = 'sure' | 'likely' | 'none'

/**
 * The one rule for "is this a source?": does the text hold sources, one or several, and nothing else? What column a list
 * suggests, and what becomes of its cells, both follow it. A bare `a/b` without the ending of a file may be any two words
 * ("Shoes/Men"), so it speaks for no column.
 */
export function rateSources(text: string, context: RecognitionContext): SourceCertainty {
  if (text.length > MAX_SOURCE_LENGTH || text.trim() === '') return 'none'
  const items = recognisePaste(text, context)
  if (items.length === 0) return 'none'
  let certainty: SourceCertainty = 'sure'
  for (const { recognition } of items) {
    if (recognition.kind !== 'source' || isBareWords(recognition)) return 'none'
    if (recognition.note === 'aliasWithoutScheme') certainty = 'likely'
  }
  return certainty
}

const FILE_ENDING = /\.[a-z0-9]{2,5}$/i

/** Is it a bare `a/b` that may as well be two words? */
export const isBareWords = (recognition: Recognition): boolean =>
  recognition.kind === 'source' &&
  recognition.note === 'aliasWithoutScheme' &&
  recognition.source.kind === 'alias' &&
  !FILE_ENDING.test(recognition.source.path)

function visible(line: string): string {
  if (PLAIN.test(line)) return line
  const text = line.replace(INVISIBLE, '').replace(JOINERS, '')
  return text.includes('://') ? withoutTrailing(text.replace(WIDE_SEPARATORS, ','), WIDE_ENDS) : text
}

/** No two kinds of sources are written alike: a handle has no slash, and each of the others begins in its own way. */
function sameSourceKey(recognition: Recognition): string | null {
  switch (recognition.kind) {
    case 'source':
    case 'perhaps':
      return sourceText(recognition.source)
    case 'file':
      return recognition.path
    case 'uuid':
    case 'runUrl':
    case 'remoteJob':
    case 'secret':
    case 'listed':
    case 'bad':
      return null
    default:
      return assertNever(recognition)
  }
}

function shown({ text, recognition }: Item): string {
  switch (recognition.kind) {
    case 'secret':
      return '…'
    case 'source':
    case 'runUrl':
    case 'remoteJob':
      return shortenEnd(shownSource(text), MAX_SHOWN_LENGTH)
    case 'perhaps':
    case 'uuid':
    case 'file':
    case 'listed':
      return shortenEnd(cutLinkSecrets(text), MAX_SHOWN_LENGTH)
    case 'bad':
      return shortenEnd(cutPastedSecrets(text), MAX_SHOWN_LENGTH)
    default:
      return assertNever(recognition)
  }
}

/** Of what was recognised whole, only a link can carry a secret. A hash in its path is none: names must be told apart. */
function shownSource(text: string): string {
  if (WORD_OR_PATH.test(text)) return text
  return HTTP.test(text) ? cutUrl(text) : cutLinkSecrets(text)
}
