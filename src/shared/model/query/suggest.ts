import { foldText } from '#shared/format/fold.ts'
import { JOB_STATES, VERDICTS } from '#shared/model/job.ts'
import { queryWords as text } from '#shared/text/query.ts'
import { MAX_QUERY_LENGTH, QUERY_KEYS, type QueryKey } from './query.ts'
import { stateName } from './states.ts'
import { quotedName } from './fact-terms.ts'
import { quoted, joinPieces, tokenize } from './tokens.ts'

/** Names that may be completed. */
export interface KnownWords {
  readonly workflows: readonly string[]
  readonly connections: readonly string[]
  /** Names of labels. */
  readonly labels: readonly string[]
  /** Labels of results and keys of tasks that contain what is written, the most frequent first, with what is said of each. */
  readonly found?: readonly Suggestion[]
}

/** What is to be looked up for the word at the cursor: values of results. */
export interface Lookup {
  readonly key: 'tag' | 'task'
  readonly written: string
}

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
  if (token.path !== null) return none
  if (token.key === null) {
    const written = source.slice(token.valueFrom, cursor)
    return { from: token.valueFrom, to, options: keysLike(written) }
  }
  const key = QUERY_KEYS.find((name) => name === token.key)
  if (key === undefined) return none
  if (key === 'tag' || key === 'task') {
    const written = foldText(findLookup(source, cursor)?.written ?? '')
    const options = (known.found ?? []).filter(({ insert }) => foldText(insert).includes(written))
    const all = options.map(({ insert, hint }) => ({ insert: quotedName(insert), hint }))
    return { from: token.valueFrom, to, options: findLookup(source, cursor) === null ? [] : all }
  }
  const value = source.slice(token.valueFrom, cursor)
  const behind = key === 'state' || key === 'verdict' ? value.lastIndexOf(',') + 1 : 0
  const written = behind === 0 ? joinPieces(token.pieces) : value.slice(behind).replace('"', '')
  return { from: token.valueFrom + behind, to, options: valuesLike(key, written, known) }
}

/** What is written behind `tag:` or `task:` at the cursor; null anywhere else, and where a bound or a `*` has begun. */
export function findLookup(source: string, cursor: number): Lookup | null {
  if (source.length > MAX_QUERY_LENGTH) return null
  const token = tokenize(source.slice(0, cursor)).at(-1)
  if (token === undefined || (token.to < cursor && !token.open)) return null
  if (token.key !== 'tag' && token.key !== 'task') return null
  const isPlain = token.pieces.every(({ text: part, quoted: isQuoted }) => isQuoted || !/[<>=*]/.test(part))
  return isPlain ? { key: token.key, written: joinPieces(token.pieces) } : null
}

/** The jobs that have a value which begins with what is written. */
export const toLookupQuery = ({ key, written }: Lookup): string =>
  written === '' ? '' : `${key}:${quotedName(written)}*`

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
