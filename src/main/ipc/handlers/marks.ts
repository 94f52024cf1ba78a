import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import type { jobRoutes } from '#shared/ipc/jobs.ts'
import { fail, ok } from '#shared/model/result.ts'
import { toSelection } from './rerun.ts'
import type { RunServices } from './run-services.ts'

/** Tags that are offered while one is written. */
const MAX_TAG_NAMES = 50
/** Deletions that are shown to be undone. */
const MAX_DELETIONS = 50

/** Handlers of tags and notes, and of deleting jobs and restoring them. */
export function createMarkHandlers(
  services: RunServices,
): Pick<
  RouteHandlers<typeof jobRoutes>,
  'jobs.tag' | 'jobs.note' | 'jobs.tagNames' | 'jobs.delete' | 'jobs.restore' | 'jobs.deletions'
> {
  const { engine, reader, connections, now } = services
  return {
    'jobs.tag': async ({ from, most, add, remove, commandId }) => {
      const misplaced = findMisplacedSecret(add, connections)
      if (misplaced !== null) return fail(misplaced)
      const chosen = await toSelection(services, from)
      if (!chosen.ok) return chosen
      return engine.tagJobs({ from: chosen.data, ...toMost(most) }, { add, remove }, commandId)
    },
    'jobs.note': async ({ from, most, note, commandId }) => {
      const misplaced = findMisplacedSecret([note ?? ''], connections)
      if (misplaced !== null) return fail(misplaced)
      const chosen = await toSelection(services, from)
      return chosen.ok ? engine.noteJobs({ from: chosen.data, ...toMost(most) }, note, commandId) : chosen
    },
    'jobs.tagNames': async ({ beginning }) => ok(await reader.tagNames(beginning, MAX_TAG_NAMES)),
    'jobs.delete': async ({ from, most, commandId }) => {
      const chosen = await toSelection(services, from)
      return chosen.ok ? engine.deleteJobs({ from: chosen.data, ...toMost(most) }, commandId) : chosen
    },
    'jobs.restore': ({ deletionId, commandId }) => engine.restoreJobs(deletionId, commandId),
    'jobs.deletions': async () => ok(await reader.deletions(now(), MAX_DELETIONS)),
  }
}

const toMost = (most: number | undefined) => (most === undefined ? {} : { most })
