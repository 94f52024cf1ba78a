import { foldText } from '#shared/format/fold.ts'
import { JOB_STATES, VERDICTS } from '#shared/model/job.ts'
import { SOURCE_KINDS } from '#shared/model/source.ts'
import { queryWords as text } from '#shared/text/query.ts'
import { MAX_QUERY_LENGTH, QUERY_KEYS, type QueryKey } from './query.ts'
import { stateName } from './states.ts'
import { quotedName } from './fact-terms.ts'
import { inQuotes, joinPieces, quoted, splitPieces, tokenize, type Piece, type Token } from './tokens.ts'

/** Names that may be completed. */
export interface KnownWords {
  readonly workflows: readonly string[]
  readonly connections: readonly string[]
  /** Names of labels. */
  readonly labels: readonly string[]
  /** What was looked up for the word at the cursor, the most frequent first, with what is said of each. */
  readonly found?: readonly Suggestion[]
}

/** What is to be looked up for the word at the cursor: labels and tasks of results, tags, values of a sheet's label, JSON paths. */
export type Lookup =
  | { readonly key: 'tag' | 'task' | 'tagged' | 'path'; readonly written: string }
  | { readonly key: 'label'; readonly name: string; readonly written: string }

/** Completions of the word at the cursor: each replaces the text from `from` to `to`. */
export interface Suggestions {
  readonly from: number
  readonly to: number
  readonly options: readonly Suggestion[]
}

export interface Suggestion {
  readonly insert: string
  /** What more there is to say; empty when nothing is. */
  readonly hint: string
  /** More of the same word is to follow. */
  readonly goesOn?: boolean
}

const NO_WORDS: KnownWords = { workflows: [], connections: [], labels: [] }
const MOMENTS = ['today', 'yesterday', '24h', '7d', '30d']
const LENGTHS = ['>2s', '>10s', '>1m', '<1s']
const SIZES = ['>1MB', '>10MB', '<100kB']
const DEADLINES = ['<6h', '<24h', '>24h']

/** What could stand where the cursor is: keys at the beginning of a word, values behind a key. */
export function suggest(source: string, cursor: number, known: KnownWords = NO_WORDS): Suggestions {
  const none = { from: cursor, to: cursor, options: [] }
  if (source.length > MAX_QUERY_LENGTH) return none
  const token = tokenize(source.slice(0, cursor)).at(-1)
  if (token === undefined || (token.to < cursor && !token.open)) return { ...none, options: keysLike('') }
  const to = endOfWord(source, cursor)
  const lookup = findLookup(source, cursor)
  if (lookup !== null) return foundLike(source, token, to, lookup, known.found ?? [])
  if (token.path !== null) return none
  if (token.key === null) {
    const written = source.slice(token.valueFrom, cursor)
    return { from: token.valueFrom, to, options: keysLike(written) }
  }
  const key = QUERY_KEYS.find((name) => name === token.key)
  if (key === undefined) return none
  const value = source.slice(token.valueFrom, cursor)
  const behind = key === 'state' || key === 'verdict' || key === 'kind' ? value.lastIndexOf(',') + 1 : 0
  const written = behind === 0 ? joinPieces(token.pieces) : value.slice(behind).replace('"', '')
  return { from: token.valueFrom + behind, to, options: valuesLike(key, written, known) }
}

/** What was found for the word at the cursor, as the query writes it. */
function foundLike(
  source: string,
  token: Token,
  to: number,
  lookup: Lookup,
  found: readonly Suggestion[],
): Suggestions {
  if (lookup.key === 'path') {
    const from = token.not ? token.from + 1 : token.from
    const options = found.filter(
      ({ insert }) => insert.startsWith(lookup.written) && insert !== lookup.written,
    )
    return { from, to, options: options.map((option) => ({ ...option, goesOn: true })) }
  }
  const written = foldText(lookup.written)
  const options = found.filter(({ insert }) => foldText(insert).includes(written))
  const write = lookup.key === 'tag' || lookup.key === 'task' ? quotedName : quoted
  return {
    from: lookup.key === 'label' ? findValueStart(source, token.valueFrom) : token.valueFrom,
    to,
    options: options.map(({ insert, hint }) => ({ insert: write(insert), hint })),
  }
}

/**
 * What is written behind `tag:`, `task:` or `tagged:` at the cursor, behind the `=` of a label, or of a JSON path; null anywhere else, and
 * where a bound or a `*` has begun.
 */
export function findLookup(source: string, cursor: number): Lookup | null {
  if (source.length > MAX_QUERY_LENGTH) return null
  const token = tokenize(source.slice(0, cursor)).at(-1)
  if (token === undefined || (token.to < cursor && !token.open)) return null
  if (token.path !== null) return token.pieces.length === 0 ? { key: 'path', written: token.path } : null
  const { key, pieces } = token
  if (key === null) return joinPieces(pieces) === '$' ? { key: 'path', written: '$' } : null
  if (key === 'label') {
    const [name = [], value] = splitPieces(pieces, '=', 2)
    return value !== undefined && isPlain(value, /[*]/)
      ? { key, name: joinPieces(name), written: joinPieces(value) }
      : null
  }
  if (key === 'tagged') return isPlain(pieces, /[*]/) ? { key, written: joinPieces(pieces) } : null
  if (key !== 'tag' && key !== 'task') return null
  return isPlain(pieces, /[<>=*]/) ? { key, written: joinPieces(pieces) } : null
}

/** No sign outside of quotes has a meaning of its own. */
const isPlain = (pieces: readonly Piece[], signs: RegExp): boolean =>
  pieces.every(({ text: part, quoted: isQuoted }) => isQuoted || !signs.test(part))

/** Where the value of a label begins: behind the first `=` outside of quotes. */
function findValueStart(source: string, from: number): number {
  let isQuoted = false
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at)
    if (isQuoted && char === '\\') at += 1
    else if (char === '"') isQuoted = !isQuoted
    else if (char === '=' && !isQuoted) return at + 1
  }
  return from
}

/** The jobs that have a value which begins with what is written. */
export function toLookupQuery(lookup: Lookup): string {
  const { key, written } = lookup
  if (key === 'label') return `label:${quoted(lookup.name)}=${written === '' ? '' : inQuotes(written)}*`
  return written === '' ? '' : `${key}:${quotedName(written)}*`
}

/** Are both of the same kind, so that what was found for one may stand for the other? */
export const isSameKind = (one: Lookup, other: Lookup): boolean =>
  one.key === other.key && (one.key !== 'label' || other.key !== 'label' || one.name === other.name)

const endOfWord = (source: string, cursor: number): number =>
  cursor + (/^[^\s,]*/.exec(source.slice(cursor))?.[0].length ?? 0)

function keysLike(written: string): readonly Suggestion[] {
  return QUERY_KEYS.filter((key) => key.startsWith(written.toLowerCase())).map((key) => ({
    insert: `${key}:`,
    hint: text.hints[key],
  }))
}

function valuesLike(key: QueryKey, written: string, known: KnownWords): readonly Suggestion[] {
  const values: Readonly<Record<QueryKey, readonly string[]>> = {
    state: JOB_STATES.map(stateName),
    verdict: VERDICTS,
    kind: SOURCE_KINDS,
    workflow: known.workflows,
    connection: known.connections,
    label: known.labels.map((name) => `${name}=`),
    after: MOMENTS,
    before: MOMENTS,
    took: LENGTHS,
    size: SIZES,
    expires: DEADLINES,
    source: [],
    tagged: [],
    note: [],
    tag: [],
    text: [],
    task: [],
    run: [],
  }
  return values[key]
    .filter((value) => foldText(value).startsWith(foldText(written)) && value !== written)
    .map((value) => ({
      insert: key === 'label' ? `${quoted(value.slice(0, -1))}=` : quoted(value),
      hint: '',
    }))
}
