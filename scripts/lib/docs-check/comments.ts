import { parseSync } from 'oxc-parser'

/** A stretch of text that a person reads, and where it begins in its file. */
export interface Prose {
  readonly text: string
  readonly offset: number
}

/** The comments of a source file; strings and code are left out. */
export function readComments(path: string, source: string): readonly Prose[] {
  if (path.endsWith('.css')) return cssComments(source)
  const { comments, errors } = parseSync(path, source)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} cannot be read: ${error.message}`)
  // Offsets are in UTF-16 units, as JavaScript counts.
  return comments.map(({ start, end }) => ({ text: source.slice(start, end), offset: start }))
}

function cssComments(source: string): readonly Prose[] {
  return [...source.matchAll(/\/\*[\s\S]*?\*\//g)].map((match) => ({ text: match[0], offset: match.index }))
}
