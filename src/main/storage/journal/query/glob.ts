import { searchFold } from '#main/storage/journal/rows.ts'

/** A pattern of SQLite's GLOB for a folded text: the parts stand for themselves, with anything between them. */
export const patternOf = (parts: readonly string[]): string =>
  parts.map((part) => searchFold(part).replace(/[[?*]/g, '[$&]')).join('*')

/** Found anywhere. */
export const anywhere = (parts: readonly string[]): string => `*${patternOf(parts)}*`
