import { shortenEnd } from '#shared/format/shorten.ts'
import { assertNever } from './assert.ts'
import { cutLinkSecrets, cutSecrets, cutUrl } from './presigned-cut.ts'
import type { PastedLine, Recognition, RecognitionContext } from './recognition.ts'
import { isAboutList } from './recognise/clipboard.ts'
import { toRecognitionLookups } from './recognise/recognition-lookups.ts'
import { isListingRemark, recogniseListed } from './recognise/listing.ts'
import { splitItems, type Item } from './recognise/split.ts'
import { sourceText } from './source.ts'

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
  for (const [index, content] of lines.entries()) {
    if (isAboutList(lines, index) || isListingRemark(content)) continue
    const listed = recogniseListed(content)
    const items =
      listed === null ? splitItems(visible(content), known) : [{ text: content.trim(), recognition: listed }]
    for (const item of items) {
      const line = index + 1
      const key = sameSourceKey(item.recognition)
      const first = key === null ? undefined : firstLines.get(key)
      if (key !== null && first === undefined) firstLines.set(key, line)
      pasted.push({
        line,
        text: shown(item),
        recognition: item.recognition,
        duplicateOf: first ?? null,
      })
    }
  }
  return pasted
}

/** Longest cell that is looked at as one of sources. */
const MAX_CELL_LENGTH = 16_384

/**
 * The one rule for "is this a source?": does the text hold sources, one or several, and nothing else? What column a list
 * suggests, and what becomes of its cells, both follow it.
 */
export function holdsOnlySources(text: string, context: RecognitionContext): boolean {
  if (text.length > MAX_CELL_LENGTH || text.trim() === '') return false
  const items = recognisePaste(text, context)
  return items.length > 0 && items.every(({ recognition }) => recognition.kind === 'source')
}

function visible(line: string): string {
  return PLAIN.test(line) ? line : line.replace(INVISIBLE, '').replace(JOINERS, '')
}

function sameSourceKey(recognition: Recognition): string | null {
  switch (recognition.kind) {
    case 'source':
    case 'perhaps':
      return `${recognition.source.kind} ${sourceText(recognition.source)}`
    case 'file':
      return `file ${recognition.path}`
    case 'uuid':
    case 'runUrl':
    case 'statusUrl':
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
    case 'statusUrl':
      return shortenEnd(shownSource(text), MAX_SHOWN_LENGTH)
    case 'perhaps':
    case 'uuid':
    case 'file':
    case 'listed':
      return shortenEnd(cutLinkSecrets(text), MAX_SHOWN_LENGTH)
    case 'bad':
      return shortenEnd(cutSecrets(text), MAX_SHOWN_LENGTH)
    default:
      return assertNever(recognition)
  }
}

/** Of what was recognised whole, only a link can carry a secret. A hash in its path is none: names must be told apart. */
function shownSource(text: string): string {
  if (WORD_OR_PATH.test(text)) return text
  return HTTP.test(text) ? cutUrl(text) : cutLinkSecrets(text)
}
