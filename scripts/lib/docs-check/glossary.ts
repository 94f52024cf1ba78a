import { lexer, type Token, type Tokens } from 'marked'

/** A name that a row of the glossary says to be in a file which does not have it. */
export interface Misplaced {
  readonly name: string
  readonly files: readonly string[]
}

const PATH = /^(?:src|tools|scripts|e2e)\/[\w./-]+\.tsx?$/
const NAME = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/

/** The names of the last column that none of the files beside them has. Cells without a file say nothing of a place. */
export function misplacedNames(
  glossary: string,
  readText: (file: string) => string | undefined,
): readonly Misplaced[] {
  return listTables(lexer(glossary))
    .flatMap(({ rows }) => rows)
    .flatMap((row) => {
      const spans = listCode(row.at(-1)?.tokens ?? [])
      const files = spans.filter((span) => PATH.test(span))
      const known = files.map(readText).filter((text) => text !== undefined)
      if (known.length === 0) return []
      return spans
        .filter((span) => NAME.test(span) && !known.some((text) => hasName(text, span)))
        .map((name) => ({ name, files }))
    })
}

/** `Job.labels` is there when both of its words are. */
const hasName = (text: string, name: string): boolean =>
  name.split('.').every((word) => new RegExp(String.raw`(?<![\w$])${word}(?![\w$])`).test(text))

const listTables = (tokens: readonly Token[]): readonly Tokens.Table[] =>
  tokens.filter((token): token is Tokens.Table => token.type === 'table')

const listCode = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token) => (token.type === 'codespan' && 'text' in token ? [String(token.text)] : []))
