import { assertNever } from '#shared/model/assert.ts'
import { readWrappedId } from '#shared/model/unwrap-id.ts'
import { JOB_STATES, VERDICTS } from '#shared/model/job.ts'
import { SOURCE_KINDS } from '#shared/model/source.ts'
import { queryWords as text } from '#shared/text/query.ts'
import { readFactKey } from './fact-terms.ts'
import { toGlob } from './glob.ts'
import { parseLength } from './lengths.ts'
import { readPathTerm } from './path-terms.ts'
import {
  COMPARISONS,
  MAX_QUERY_LENGTH,
  MAX_QUERY_TERMS,
  QUERY_KEYS,
  type Glob,
  type Query,
  type QueryKey,
  type QueryProblem,
  type Term,
} from './query.ts'
import { stateName, findSourceKind, findState, findVerdict } from './states.ts'
import { parseMoment, type When } from './times.ts'
import { splitPieces, joinPieces, tokenize, type Piece, type Token } from './tokens.ts'

export interface ParsedQuery {
  readonly query: Query
  /** The parts that were not understood; they are left out of the query. */
  readonly problems: readonly QueryProblem[]
}

type Read = { readonly term: Term | null } | { readonly problem: string }

/** Reads a query of the grammar. Never throws: what it cannot read is a problem, the rest counts. */
export function parseQuery(source: string, when: When): ParsedQuery {
  const terms: Term[] = []
  const problems: QueryProblem[] = []
  const counted = cutQuery(source)
  for (const token of tokenize(counted)) {
    const { from, to } = token
    if (terms.length === MAX_QUERY_TERMS) {
      problems.push({ from, to: counted.length, message: text.problem.tooManyTerms(MAX_QUERY_TERMS) })
      break
    }
    if (token.open) problems.push({ from, to, message: text.problem.openQuote })
    if (token.path !== null) {
      const read = readPathTerm(token.path, token)
      if ('problem' in read) problems.push(read.problem)
      else terms.push(read.term)
      continue
    }
    const read = readToken(token, when)
    if ('problem' in read) problems.push({ from, to, message: read.problem })
    else if (read.term !== null) terms.push(read.term)
  }
  if (counted.length < source.length) {
    const message = text.problem.tooLong(MAX_QUERY_LENGTH)
    problems.push({ from: counted.length, to: source.length, message })
  }
  return { query: { terms }, problems }
}

/** The part of a query that counts: all of it, unless it is very long. No condition is cut in two. */
export function cutQuery(source: string): string {
  if (source.length <= MAX_QUERY_LENGTH) return source
  const last = tokenize(source.slice(0, MAX_QUERY_LENGTH + 1)).at(-1)
  return source.slice(0, last !== undefined && last.to > MAX_QUERY_LENGTH ? last.from : MAX_QUERY_LENGTH)
}

function readToken(token: Token, when: When): Read {
  const { key, not, pieces } = token
  if (key === null) {
    const id = readPastedId(pieces)
    if (id !== null) return { term: { kind: 'text', not, value: id } }
    const { text: value, glob } = readGlob(pieces)
    return { term: value === '' ? null : { kind: 'text', not, value, ...(glob && { glob }) } }
  }
  const match = QUERY_KEYS.find((name) => name === key)
  if (match === undefined) return { problem: text.problem.unknownKey(key) }
  if (pieces.length === 0) return { problem: text.problem.noValue(key, text.examples[match]) }
  return readKey(match, not, pieces, when)
}

function readKey(key: QueryKey, not: boolean, pieces: readonly Piece[], when: When): Read {
  switch (key) {
    case 'state':
    case 'verdict':
    case 'kind':
      return readListedKey(key, not, pieces)
    case 'workflow':
    case 'connection':
    case 'source':
    case 'tagged':
    case 'note':
      return { term: { kind: key, not, value: readGlob(pieces) } }
    case 'run':
      return { term: { kind: 'run', not, value: readPastedId(pieces) ?? joinPieces(pieces) } }
    case 'label': {
      const [first = [], second] = splitPieces(pieces, '=', 2)
      return second === undefined
        ? { term: { kind: 'label', not, name: null, value: readGlob(first) } }
        : { term: { kind: 'label', not, name: joinPieces(first), value: readGlob(second) } }
    }
    case 'after':
    case 'before': {
      const instead = key === 'after' ? 'before:' : 'after:'
      if (not) return { problem: text.problem.notTurned(key, instead) }
      const at = parseMoment(joinPieces(pieces), when)
      return at === null ? { problem: text.problem.moment(joinPieces(pieces)) } : { term: { kind: key, at } }
    }
    case 'tag':
    case 'task':
    case 'text':
    case 'size':
    case 'expires':
      return readFactKey(key, not, pieces, when)
    case 'took':
      return not
        ? { problem: text.problem.notTurned('took', 'took:< or took:>') }
        : readTook(joinPieces(pieces))
    default:
      return assertNever(key)
  }
}

type Listed = 'state' | 'verdict' | 'kind'

/** The values of a key that takes several, between commas: each once. */
function readListed<Value extends string>(
  key: Listed,
  pieces: readonly Piece[],
  find: (word: string) => Value | null,
  toProblem: (word: string) => string,
  toTerm: (values: readonly Value[]) => Term,
): Read {
  const values: Value[] = []
  for (const part of splitPieces(pieces, ',')) {
    const word = joinPieces(part)
    const value = find(word)
    if (value === null && part.length > 0) return { problem: toProblem(word) }
    if (value !== null && !values.includes(value)) values.push(value)
  }
  if (values.length === 0) return { problem: text.problem.noValue(key, text.examples[key]) }
  return { term: toTerm(values) }
}

function readListedKey(key: Listed, not: boolean, pieces: readonly Piece[]): Read {
  const { problem } = text
  switch (key) {
    case 'state': {
      const toProblem = (word: string): string => problem.state(word, JOB_STATES.map(stateName))
      return readListed(key, pieces, findState, toProblem, (states) => ({ kind: key, not, states }))
    }
    case 'verdict': {
      const toProblem = (word: string): string => problem.verdict(word, VERDICTS)
      return readListed(key, pieces, findVerdict, toProblem, (verdicts) => ({ kind: key, not, verdicts }))
    }
    case 'kind': {
      const toProblem = (word: string): string => problem.kind(word, SOURCE_KINDS)
      return readListed(key, pieces, findSourceKind, toProblem, (kinds) => ({
        kind: 'sourceKind',
        not,
        kinds,
      }))
    }
    default:
      return assertNever(key)
  }
}

function readTook(value: string): Read {
  const [, sign, length = ''] = /^([<>]=?)\s*(.*)$/s.exec(value) ?? []
  const than = COMPARISONS.find((match) => match === sign)
  const ms = parseLength(length)
  if (than === undefined || ms === null) return { problem: text.problem.took(value) }
  return { term: { kind: 'took', than, ms } }
}

/** An id that was pasted with what stood around it; a text that is in quotes from end to end stands for itself. */
function readPastedId(pieces: readonly Piece[]): string | null {
  const [first, ...more] = pieces
  return first?.quoted === true && more.length === 0 ? null : readWrappedId(joinPieces(pieces))
}

const readGlob = (pieces: readonly Piece[]): Glob => toGlob(splitPieces(pieces, '*').map(joinPieces))
