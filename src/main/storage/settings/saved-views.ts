import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/model/result.ts'
import { MAX_SAVED_VIEWS, savedViewSchema, type SavedView } from '#shared/model/saved-view.ts'
import { openSettingsFile } from './settings-file.ts'

const fileSchema = z.object({
  version: z.literal(1),
  views: z.array(savedViewSchema).max(MAX_SAVED_VIEWS).transform(withoutRepeatedIds),
})

/** The views that the person saved, in `views.json`. */
export interface SavedViewStore {
  list(): readonly SavedView[]
  /** Keeps these in place of those before. */
  keep(views: readonly SavedView[]): Result<null>
  readonly notice: AppError | null
}

export function openSavedViews(folder: string): SavedViewStore {
  const file = openSettingsFile(folder, {
    name: 'views',
    schema: fileSchema,
    initial: { version: 1 as const, views: [] },
    migrations: [],
    salvage: ({ views }) => ({ version: 1, views: salvageViews(views) }),
  })
  return {
    list: () => file.read().views,
    keep: (views) => file.write({ version: 1, views: withoutRepeatedIds(views) }),
    notice: file.notice,
  }
}

/** The views of a file that can be read one by one. */
function salvageViews(found: unknown): SavedView[] {
  if (!Array.isArray(found)) return []
  const views = found.flatMap((one) => {
    const parsed = savedViewSchema.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
  return withoutRepeatedIds(views).slice(0, MAX_SAVED_VIEWS)
}

function withoutRepeatedIds(views: readonly SavedView[]): SavedView[] {
  return [...new Map(views.map((view) => [view.id, view])).values()]
}
