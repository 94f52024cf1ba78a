import { assertNever } from '#shared/model/assert.ts'
import { queryWords as text } from '#shared/text/query.ts'
import { formatGlob, toGlob } from './glob.ts'
import { formatLength, parseLength } from './lengths.ts'
import {
  COMPARISONS,
  type FactTerm,
  type NumberBound,
  type PathTerm,
  type Query,
  type ResolvedQuery,
  type ResolvedTerm,
  type Term,
} from './query.ts'
import { formatSize, parseSize } from './sizes.ts'
import type { When } from './times.ts'
import { inQuotes, joinPieces, quoted, splitPieces, type Piece } from './tokens.ts'

type FactKey = 'tag' | 'task' | 'text' | 'size' | 'expires'
type Read = { readonly term: Term | null } | { readonly problem: string }

const BOUND = /[<>]=?|=/
const WORD = /[\p{L}\p{N}\p{Co}]/u
const NUMBER = /^-?\d+(?:\.\d+)?%?$/

export const isFactTerm = (term: Term | ResolvedTerm): term is FactTerm =>
  ['tag', 'task', 'words', 'path', 'size', 'expires'].includes(term.kind)

/** Whether a query asks for something that only results tell. */
export const asksForFacts = ({ terms }: Query | ResolvedQuery): boolean =>
  terms.some((term) => isFactTerm(term))

/** Reads the value of a key that is about results. */
export function readFactKey(key: FactKey, not: boolean, pieces: readonly Piece[], when: When): Read {
  switch (key) {
    case 'tag':
      return readTag(not, pieces)
    case 'task':
      return { term: { kind: 'task', not, name: toGlob(splitPieces(pieces, '*').map(joinPieces)) } }
    case 'text':
      return readWords(not, pieces)
    case 'size': {
      const compared = readComparison(not, key, pieces, parseSize)
      if ('problem' in compared) return compared
      return { term: { kind: 'size', than: compared.than, bytes: compared.value } }
    }
    case 'expires': {
      const compared = readComparison(not, key, pieces, parseLength)
      if ('problem' in compared) return compared
      return { term: { kind: 'expires', than: compared.than, ms: compared.value, at: when.now } }
    }
    default:
      return assertNever(key)
  }
}

/** Writes such a term so that reading it gives the same one. */
export function formatFactTerm(term: Exclude<FactTerm, PathTerm>): string {
  const not = 'not' in term && term.not ? '-' : ''
  switch (term.kind) {
    case 'tag': {
      const bound = term.bound === null ? '' : `${term.bound.than}${term.bound.number}`
      return `${not}tag:${formatGlob(term.name, quotedName)}${bound}`
    }
    case 'task':
      return `${not}task:${formatGlob(term.name)}`
    case 'words':
      return `${not}text:${quoted(term.value)}${term.isBeginning ? '*' : ''}`
    case 'size':
      return `size:${term.than}${formatSize(term.bytes)}`
    case 'expires':
      return `expires:${term.than}${formatLength(term.ms)}`
    default:
      return assertNever(term)
  }
}

/** In the name of a label, a sign of comparison would begin its bound. */
export const quotedName = (name: string): string => (BOUND.test(name) ? inQuotes(name) : quoted(name))

function readTag(not: boolean, pieces: readonly Piece[]): Read {
  const at = pieces.findIndex(({ text: part, quoted: isQuoted }) => !isQuoted && BOUND.test(part))
  const piece = pieces[at]
  const sign = piece === undefined ? null : BOUND.exec(piece.text)
  const before = sign === null || piece === undefined ? '' : piece.text.slice(0, sign.index)
  const named = sign === null ? pieces : [...pieces.slice(0, at), { text: before, quoted: false }]
  if (joinPieces(named) === '') return { problem: text.problem.noValue('tag', text.examples.tag) }
  const name = toGlob(splitPieces(named, '*').map(joinPieces))
  if (sign === null || piece === undefined) return { term: { kind: 'tag', not, name, bound: null } }
  const behind = piece.text.slice(sign.index + sign[0].length) + joinPieces(pieces.slice(at + 1))
  const bound = readBound(sign[0], behind)
  return bound === null
    ? { problem: text.problem.bound(`${sign[0]}${behind}`) }
    : { term: { kind: 'tag', not, name, bound } }
}

function readBound(sign: string, written: string): NumberBound | null {
  const than = [...COMPARISONS, '=' as const].find((match) => match === sign)
  if (than === undefined || !NUMBER.test(written)) return null
  return { than, number: Number(written.replace('%', '')) }
}

/** The index knows words of letters and digits alone. A `*` stands only at the end: it knows the beginnings of words. */
function readWords(not: boolean, pieces: readonly Piece[]): Read {
  const parts = splitPieces(pieces, '*').map(joinPieces)
  const [value = '', rest] = parts
  if (parts.length > 2 || (rest ?? '') !== '' || !WORD.test(value)) return { problem: text.problem.words }
  return { term: { kind: 'words', not, value, isBeginning: rest !== undefined } }
}

function readComparison(
  not: boolean,
  key: 'size' | 'expires',
  pieces: readonly Piece[],
  parse: (written: string) => number | null,
): { readonly than: (typeof COMPARISONS)[number]; readonly value: number } | { readonly problem: string } {
  if (not) return { problem: text.problem.notTurned(key, `${key}:< or ${key}:>`) }
  const written = joinPieces(pieces)
  const [, sign, amount = ''] = /^([<>]=?)\s*(.*)$/s.exec(written) ?? []
  const than = COMPARISONS.find((match) => match === sign)
  const value = parse(amount)
  return than === undefined || value === null ? { problem: text.problem[key](written) } : { than, value }
}
