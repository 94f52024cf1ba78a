import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { toJobFilter, type QueryNameServices } from '#main/ipc/job-queries.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalFollowing } from '#main/storage/facts/follow-journal.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { SavedViewStore } from '#main/storage/settings/saved-views.ts'
import type { viewRoutes } from '#shared/ipc/views.ts'
import { asksForFacts } from '#shared/model/query/index.ts'
import { fail, ok } from '#shared/model/result.ts'
import type { SavedView } from '#shared/model/saved-view.ts'

export interface ViewServices extends QueryNameServices {
  readonly connections: Pick<ConnectionStore, 'list' | 'isSecret' | 'holdsSecret'>
  readonly views: SavedViewStore
  /** A reader of its own: counting a view never holds up a list. */
  readonly viewReader: Pick<JournalReader, 'count'>
  readonly facts: Pick<JournalFollowing, 'follow'>
  /** Unix ms. */
  readonly now: () => number
}

export function createViewHandlers(services: ViewServices): RouteHandlers<typeof viewRoutes> {
  const { views, connections } = services
  return {
    'views.list': () => ok(views.list()),
    'views.keep': ({ views: wanted }) => {
      const known = new Set(views.list().flatMap(listTexts))
      const written = wanted.flatMap(listTexts).filter((text) => !known.has(text))
      const misplaced = findMisplacedSecret(written, connections)
      if (misplaced !== null) return fail(misplaced)
      const kept = views.keep(wanted)
      return kept.ok ? ok(views.list()) : kept
    },
    'views.count': async ({ filter: input }) => {
      const filter = toJobFilter(input, services, services.now())
      if (filter.query !== undefined && asksForFacts(filter.query)) services.facts.follow()
      return ok(await services.viewReader.count(filter))
    },
  }
}

/** A name and a query, and each of its words: a secret may stand behind a key or in quotes. */
const listTexts = ({ name, query }: SavedView): readonly string[] => [name, query, ...query.split(/[\s":]+/)]
