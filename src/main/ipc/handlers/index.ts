import type { Handlers } from '#main/ipc/dispatch.ts'
import { appHandlers, type AppServices } from './app.ts'
import { connectionHandlers, type ConnectionServices } from './connections.ts'
import { jobHandlers, type JobServices } from './jobs.ts'
import { runHandlers, type RunServices } from './runs.ts'
import { workflowHandlers } from './workflows.ts'

export type Services = AppServices & ConnectionServices & RunServices & JobServices

/** One handler a route. */
export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...connectionHandlers(services),
    ...workflowHandlers(services.workflows),
    ...runHandlers(services),
    ...jobHandlers(services),
  }
}
