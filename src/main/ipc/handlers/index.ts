import type { Handlers } from '#main/ipc/dispatch.ts'
import { appHandlers, type AppServices } from './app.ts'
import { connectionHandlers, type ConnectionServices } from './connections.ts'
import { fileHandlers, type FileServices } from './files.ts'
import { jobHandlers, type JobServices } from './jobs.ts'
import { listHandlers, type ListServices } from './lists.ts'
import { runHandlers, type RunServices } from './runs.ts'
import { workflowHandlers } from './workflows.ts'

export type Services = AppServices &
  ConnectionServices &
  RunServices &
  FileServices &
  ListServices &
  JobServices

/** One handler a route. */
export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...connectionHandlers(services),
    ...workflowHandlers(services.workflows),
    ...runHandlers(services),
    ...fileHandlers(services),
    ...listHandlers(services),
    ...jobHandlers(services),
  }
}
