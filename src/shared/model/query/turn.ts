import { tokenize } from './tokens.ts'

/** Each condition turned round, so that a job meets none of them; null where one is turned already. */
export function turnConditions(text: string): readonly string[] | null {
  const tokens = tokenize(text)
  if (tokens.some(({ not }) => not)) return null
  return tokens.map(({ from, to }) => `-${text.slice(from, to)}`)
}
