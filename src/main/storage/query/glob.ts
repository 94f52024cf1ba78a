import { searchFold } from '#main/storage/rows.ts'
import type { Glob } from '#shared/model/query/index.ts'

/** A pattern of SQLite's GLOB for a folded text: only `*` has a meaning, and only in a glob. */
export function patternOf({ text, glob }: Glob): string {
  const escaped = searchFold(text).replace(/[[?]/g, '[$&]')
  return glob ? escaped : escaped.replaceAll('*', '[*]')
}

/** Found anywhere. */
export const anywhere = (glob: Glob): string => `*${patternOf(glob)}*`

/** What a text must begin with to match; empty when that can be anything. */
export const beginningOf = ({ text, glob }: Glob): string =>
  searchFold(glob ? text.slice(0, text.indexOf('*')) : text)
