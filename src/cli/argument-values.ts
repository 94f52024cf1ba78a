import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords as words } from '#shared/text/cli.ts'

/** The options of a command line, by their names. */
export type ArgumentValues = Readonly<Record<string, string | boolean | undefined>>

/** Most rows that `--limit` may ask for. */
export const MAX_LIST_ROWS = 10_000_000

/** The whole number of an option, from 1 to `most`; null without it. The error is a sentence for the person who typed it. */
export function readWholeNumber(
  values: ArgumentValues,
  name: string,
  most: number,
): Result<number | null, string> {
  const asked = toText(values[name])
  if (asked === null) return ok(null)
  const number = Number(asked)
  const isOne = asked.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= most
  return isOne ? ok(number) : fail(words.wholeNumber(`--${name}`, 1, most))
}

/** Null without the option. */
export const toText = (value: string | boolean | undefined): string | null =>
  typeof value === 'string' ? value : null
