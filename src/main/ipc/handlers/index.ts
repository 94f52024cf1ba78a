import type { Handlers } from '#main/ipc/dispatch.ts'
import { createBackupHandlers, type BackupServices } from './backup.ts'
import { createAppHandlers, type AppServices } from './app.ts'
import { createConnectionHandlers, type ConnectionServices } from './connections.ts'
import { createDraftHandlers, type DraftServices } from './draft.ts'
import { createExportHandlers, type ExportServices } from './exports.ts'
import { createFileHandlers, type FileServices } from './files.ts'
import { createJobHandlers, type JobServices } from './jobs.ts'
import { createListHandlers, type ListServices } from './lists.ts'
import { createPictureHandlers, type PictureServices } from './pictures.ts'
import { createKeepingHandlers, type KeepingServices } from './keeping.ts'
import type { RunServices } from './run-services.ts'
import { createRunHandlers } from './runs.ts'
import { createViewHandlers, type ViewServices } from './views.ts'
import { createWorkflowHandlers } from './workflows.ts'

export type HandlerServices = AppServices &
  DraftServices &
  ConnectionServices &
  RunServices &
  ExportServices &
  FileServices &
  ListServices &
  ViewServices &
  PictureServices &
  JobServices &
  BackupServices &
  KeepingServices

/** One handler a route. */
export function createHandlers(services: HandlerServices): Handlers {
  return {
    ...createAppHandlers(services),
    ...createDraftHandlers(services),
    ...createConnectionHandlers(services),
    ...createWorkflowHandlers(services.workflows, services.connections, services.reader),
    ...createViewHandlers(services),
    ...createRunHandlers(services),
    ...createExportHandlers(services),
    ...createFileHandlers(services),
    ...createListHandlers(services),
    ...createJobHandlers(services),
    ...createPictureHandlers(services),
    ...createBackupHandlers(services),
    ...createKeepingHandlers(services),
  }
}
