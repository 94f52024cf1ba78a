import type { HandlersOf } from '#main/ipc/dispatch.ts'
import type { runRoutes } from '#shared/ipc/runs.ts'
import { ok } from '#shared/model/result.ts'
import type { RunServices } from './runs.ts'

/** What is counted of runs and connections. */
export function runFigureHandlers({
  engine,
  reader,
  now,
}: RunServices): Pick<
  HandlersOf<typeof runRoutes>,
  'runs.figures' | 'runs.billedStarts' | 'runs.rateStatuses'
> {
  return {
    'runs.figures': async ({ runId }) => ok(await reader.figures(runId)),
    'runs.billedStarts': async ({ connectionId }) => ok(await reader.billed(connectionId, now())),
    'runs.rateStatuses': () => ok(engine.rateStatuses()),
  }
}
