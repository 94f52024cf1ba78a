import type { AppError } from '#shared/errors/app-error.ts'

/** How far the output files of jobs are saved into a folder that the person chose. */
export interface FileSaving {
  readonly id: string
  readonly folder: string
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  /** Jobs that were looked at, of how many. */
  readonly jobsRead: number
  readonly jobs: number
  readonly saved: number
  readonly bytes: number
  /** Files that an earlier saving into this folder has left there. */
  readonly there: number
  /** Files that could not be had: gone, refused, or not on the connection's own host. */
  readonly missed: number
  /** Why the first of them could not, or why the saving ended. */
  readonly error: AppError | null
}
