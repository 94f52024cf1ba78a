import { z } from 'zod'
import { jobFilterSchema } from '#shared/model/job-page.ts'
import { MAX_SAVED_VIEWS, savedViewSchema, type SavedView } from '#shared/model/saved-view.ts'
import { route } from './route.ts'

export const viewRoutes = {
  /** The saved views, in the order of the person. */
  'views.list': route<readonly SavedView[]>()(z.undefined()),
  /** Keeps these in place of those before. */
  'views.keep': route<readonly SavedView[]>()(
    z.object({ views: z.array(savedViewSchema).max(MAX_SAVED_VIEWS) }),
  ),
  /** As `jobs.count`, in a thread of its own: no list waits for the counts of views. */
  'views.count': route<number>()(z.object({ filter: jobFilterSchema })),
}
