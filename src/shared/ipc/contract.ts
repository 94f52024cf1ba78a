import type { z } from 'zod'
import type { AppEvents, appRoutes } from './app.ts'
import type { connectionRoutes, ConnectionEvents } from './connections.ts'
import type { ExportEvents, exportRoutes } from './exports.ts'
import type { FileEvents, fileRoutes } from './files.ts'
import type { jobRoutes, JobEvents } from './jobs.ts'
import type { KeepingEvents, keepingRoutes } from './keeping.ts'
import type { pictureRoutes } from './pictures.ts'
import type { Route } from './route.ts'
import type { RunEvents, runRoutes } from './runs.ts'
import type { viewRoutes } from './views.ts'
import type { workflowRoutes } from './workflows.ts'

/** Every request the renderer can make. */
export type Routes = typeof appRoutes &
  typeof connectionRoutes &
  typeof workflowRoutes &
  typeof viewRoutes &
  typeof runRoutes &
  typeof exportRoutes &
  typeof fileRoutes &
  typeof jobRoutes &
  typeof pictureRoutes &
  typeof keepingRoutes

export type RouteName = keyof Routes
export type RouteInput<K extends RouteName> = z.input<Routes[K]['input']>
export type RouteParsed<K extends RouteName> = z.output<Routes[K]['input']>
export type RouteOutput<K extends RouteName> = Routes[K] extends Route<z.ZodType, infer O> ? O : never

/** Every event main sends, by topic; at most ten a second a topic. */
export type Events = AppEvents &
  ConnectionEvents &
  JobEvents &
  RunEvents &
  FileEvents &
  ExportEvents &
  KeepingEvents
export type Topic = keyof Events

/** The channels of the bridge. */
export const REQUEST_CHANNEL = 'flowbench:request'
export const EVENT_CHANNEL = 'flowbench:event'
/** Paths of dropped files, from the preload alone: the page can neither call it nor choose what it carries. */
export const FILES_CHANNEL = 'flowbench:files'
