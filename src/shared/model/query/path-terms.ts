import { parsePath, type PathProblem } from '#shared/model/json-path/index.ts'
import { queryWords as text } from '#shared/text/query.ts'
import { formatGlob, toGlob } from './glob.ts'
import {
  COMPARISONS,
  type PathTerm,
  type PathTest,
  type Query,
  type QueryProblem,
  type ResolvedQuery,
} from './query.ts'
import { inQuotes, joinPieces, splitPieces, type Piece, type Token } from './tokens.ts'

const SIGN = /^(?:[<>]=?|=+)/

/** Reads a condition that begins with a JSON path: `$.results.*.data.sfw=false`. */
export function readPathTerm(
  path: string,
  { from, not, pieces, valueFrom, to }: Token,
): { readonly term: PathTerm } | { readonly problem: QueryProblem } {
  const parsed = parsePath(path)
  if (!parsed.ok) return { problem: toProblem(parsed.error, from + (not ? 1 : 0), path) }
  if (pieces.length === 0) return { term: { kind: 'path', not, path, test: null } }
  const [first, ...rest] = pieces
  const [written = ''] = first === undefined || first.quoted ? [] : (SIGN.exec(first.text) ?? [])
  const than = written.startsWith('=') ? '=' : COMPARISONS.find((sign) => sign === written)
  const behind = first === undefined ? '' : first.text.slice(written.length)
  const value: readonly Piece[] = behind === '' ? rest : [{ text: behind, quoted: false }, ...rest]
  if (than === undefined || value.length === 0)
    return { problem: { from: valueFrom, to, message: text.problem.noPathValue(path) } }
  return { term: { kind: 'path', not, path, test: readTest(than, value) } }
}

function readTest(than: PathTest['than'], pieces: readonly Piece[]): PathTest {
  const parts = than === '=' ? splitPieces(pieces, '*').map(joinPieces) : [joinPieces(pieces)]
  const value = toGlob(parts)
  return { than, value, isQuoted: !value.glob && pieces.some(({ quoted }) => quoted) }
}

/** Writes such a term so that reading it gives the same one. */
export function formatPathTerm({ not, path, test }: PathTerm): string {
  const named = `${not ? '-' : ''}${path}`
  if (test === null) return named
  const { than, value, isQuoted } = test
  if (value.glob) return `${named}${than}${formatGlob(value)}`
  return `${named}${than}${isQuoted ? inQuotes(value.text) : value.text}`
}

/** The JSON paths of a query, each once. */
export const listPaths = ({ terms }: Query | ResolvedQuery): readonly string[] => [
  ...new Set(terms.flatMap((term) => (term.kind === 'path' ? [term.path] : []))),
]

/** Offsets into the query, around at least one character. */
function toProblem({ from, to, reason }: PathProblem, at: number, path: string): QueryProblem {
  const first = Math.min(from, path.length - 1)
  return { from: at + first, to: at + Math.max(to, first + 1), message: text.problem.path[reason] }
}
