import { appRoutes } from './app.ts'
import { connectionRoutes } from './connections.ts'
import type { Routes } from './contract.ts'
import { exportRoutes } from './exports.ts'
import { fileRoutes } from './files.ts'
import { jobRoutes } from './jobs.ts'
import { keepingRoutes } from './keeping.ts'
import { pictureRoutes } from './pictures.ts'
import { runRoutes } from './runs.ts'
import { viewRoutes } from './views.ts'
import { workflowRoutes } from './workflows.ts'

/** All routes as values, for main's router. The renderer imports only their types. */
export const ROUTES: Routes = {
  ...appRoutes,
  ...connectionRoutes,
  ...workflowRoutes,
  ...viewRoutes,
  ...runRoutes,
  ...exportRoutes,
  ...fileRoutes,
  ...jobRoutes,
  ...pictureRoutes,
  ...keepingRoutes,
}
