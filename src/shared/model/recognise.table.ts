import type { Row } from './recognise/table/becomes.ts'
import { CDN_URLS } from './recognise/table/cdn.ts'
import { LISTS } from './recognise/table/lists.ts'
import { PATHS } from './recognise/table/paths.ts'
import { URLS } from './recognise/table/urls.ts'
import { WORDS } from './recognise/table/words.ts'

/** Real pasted shapes and what each must become (docs/filestack-api.md §5). */
export const TABLE: readonly Row[] = [...WORDS, ...CDN_URLS, ...URLS, ...PATHS, ...LISTS]
