import type { Recognition } from '#shared/model/recognition.ts'
import { attachedLinks } from './attachments.ts'
import { isExpression, literalLink } from './expression.ts'
import { recogniseItem } from './item.ts'
import type { RecognitionLookups } from './recognition-lookups.ts'
import { isSignatureShaped } from './token.ts'
import { unwrap, withoutBullets } from './unwrap.ts'

/** One item of a line, with what it is. */
export interface Item {
  readonly text: string
  readonly recognition: Recognition
}

const ONLY_PUNCTUATION = /^[[\]{}()<>,;:"'`\s|=*_#.~-]*$/
const QUOTED_LIST = /^\[?\s*(?:"[^"]*"[\s,;]*){2,}\]?[\s,;]*$/
/** How a piece that is a source of its own begins: a scheme, a quote or bracket, a single word; or there is none. */
const BEGINS = /^(?:$|https?:\/\/|src:\/\/|["'`<([“‘«]|[\w=%+-]+[.)\]]*$)/i
/** The piece behind the first separators. */
const FIRST_SEPARATOR = /[\s,;|]+([^\s,;|]*)/
/** What may stand between items. */
const SEPARATED = /[\s,;|"]/
const LIST = /^\[.*\][\s,;]*$/s

/**
 * The items of a line: several where they stand between separators and each is clearly a source by itself, or where
 * the line is a list in brackets; else the line is one item. Nothing for a line without a letter or a digit.
 */
export function splitItems(line: string, known: RecognitionLookups): readonly Item[] {
  const text = withoutBullets(line)
  if (isExpression(text)) return [expressionItem(text, known)]
  if (ONLY_PUNCTUATION.test(text)) return []
  if (!SEPARATED.test(text)) return [one(text, known)]
  const attached = attachedLinks(text)
  if (attached.length > 0) return attached.map((link) => one(link, known))
  const hasBracket = text.startsWith('[')
  const isList = hasBracket && LIST.test(text)
  if ((hasBracket || text.startsWith('"')) && QUOTED_LIST.test(text)) {
    const quoted = text.match(/"[^"]*"/g) ?? []
    const items = quoted.filter((part) => !ONLY_PUNCTUATION.test(part)).map((part) => one(part, known))
    if (isList || items.every((item) => isSure(item, true))) return items
  }
  const inner = isList ? text.slice(1, text.lastIndexOf(']')) : text
  return (
    byTabs(inner, known) ??
    bySeparators(inner, known) ??
    byLinks(inner, known) ?? [one(withoutLoneBracket(text), known)]
  )
}

/** A formula counts only by the one whole link that it names. */
function expressionItem(text: string, known: RecognitionLookups): Item {
  const link = literalLink(text)
  return link === null ? { text, recognition: { kind: 'bad', reason: 'expression' } } : one(link, known)
}

function one(text: string, known: RecognitionLookups): Item {
  const item = unwrap(text)
  return { text: item, recognition: recogniseItem(item, known) }
}

function byTabs(text: string, known: RecognitionLookups): readonly Item[] | null {
  if (!text.includes('\t')) return null
  return allSure(text.split('\t'), known, true)
}

function bySeparators(text: string, known: RecognitionLookups): readonly Item[] | null {
  const [, next] = FIRST_SEPARATOR.exec(text) ?? []
  if (next === undefined || !BEGINS.test(next)) return null
  const parts = text.split(/([\s,;|]+)/)
  for (let index = 2; index < parts.length; index += 2) {
    if (!BEGINS.test(parts[index] ?? '')) return null
    if (staysTogether(parts[index - 2] ?? '', parts[index - 1] ?? '', parts[index] ?? '')) return null
  }
  const pieces = parts.filter((_, index) => index % 2 === 0)
  return allSure(pieces, known, false, !/[,;|]/.test(text))
}

/** Links that may hold blanks: a separator stands between two where the next scheme begins. */
function byLinks(text: string, known: RecognitionLookups): readonly Item[] | null {
  if (text.indexOf('://') === text.lastIndexOf('://')) return null
  const pieces = text.split(/[,;|]\s*(?=https?:\/\/)/i)
  return pieces.length > 1 && pieces.every((piece) => /^["']?https?:\/\//i.test(piece))
    ? allSure(pieces, known, false)
    : null
}

/** A comma inside a query belongs to the query, unless another URL begins after it. */
function staysTogether(before: string, separator: string, after: string): boolean {
  return separator.trim() === separator && before.includes('?') && after !== '' && !after.includes('://')
}

/** The pieces as items if every one of them is a source for sure, with handles or *perhaps* handles beside handles. */
function allSure(
  pieces: readonly string[],
  known: RecognitionLookups,
  cells: boolean,
  onlyBlanks = false,
): readonly Item[] | null {
  const items: Item[] = []
  let unsure = false
  for (const piece of pieces) {
    if (piece.trim() === '' || ONLY_PUNCTUATION.test(piece)) continue
    const item = one(piece, known)
    unsure ||= item.recognition.kind === 'perhaps' && !isSignatureShaped(item.text)
    if (item.recognition.kind !== 'perhaps' && !isSure(item, cells || /^["']/.test(piece))) return null
    items.push(item)
  }
  if (unsure && (onlyBlanks || items.some((item) => item.text.includes('://')))) return null
  return items.length > 1 ? items : null
}

/** `cell`: it stands in a table cell or in quotes of its own, where a bare `a/b` cannot be the rest of something else. */
function isSure({ text, recognition }: Item, cell: boolean): boolean {
  switch (recognition.kind) {
    case 'source':
      return cell || recognition.source.kind === 'handle' || /^(?:https?|src):\/\//i.test(text)
    case 'uuid':
    case 'secret':
      return /^[A-Za-z0-9_=%+-]+$/.test(text)
    case 'runUrl':
    case 'remoteJob':
      return /^https?:\/\//i.test(text)
    case 'file':
      return cell
    case 'listed':
      return true
    case 'perhaps':
    case 'bad':
      return false
    default:
      return recognition satisfies never
  }
}

/** The first or last line of a list written over several lines. */
function withoutLoneBracket(text: string): string {
  if (text.startsWith('[') && !text.includes(']')) return text.slice(1)
  return text.includes(']') && !text.includes('[') && /\][,;\s]*$/.test(text)
    ? text.slice(0, text.lastIndexOf(']'))
    : text
}
