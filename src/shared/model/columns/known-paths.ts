import { columnWords } from '#shared/text/columns.ts'

/**
 * Values of results that are too long to be kept as facts, by the path that finds them: a task holds its data under `data` or
 * directly. A recognised text stands beside its document or its blocks, never within.
 */
export const CAPTION_PATH = '$.results.*..caption'
export const TEXT_PATH = '$.results..[?@.document || @.text_areas || @.blocks].text'

const TITLES = new Map<string, string>([
  [CAPTION_PATH, columnWords.paths.caption],
  [TEXT_PATH, columnWords.paths.text],
])

/** The title of a path that the app itself offers; null for any other. */
export const findPathTitle = (path: string): string | null => TITLES.get(path) ?? null
