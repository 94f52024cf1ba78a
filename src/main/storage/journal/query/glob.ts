import { foldForSearch } from '#main/storage/journal/rows/job-rows.ts'

/** A pattern of SQLite's GLOB for a folded text: the parts stand for themselves, with anything between them. */
export const toGlobPattern = (parts: readonly string[]): string =>
  parts.map((part) => foldForSearch(part).replace(/[[?*]/g, '[$&]')).join('*')

/** A pattern that finds the parts anywhere in a text. */
export const toSubstringPattern = (parts: readonly string[]): string => `*${toGlobPattern(parts)}*`
