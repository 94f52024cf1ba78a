import type { ReactNode } from 'react'
import type { RerunInput } from '#shared/model/rerun.ts'
import type { Run } from '#shared/model/run.ts'

/** What the strip that runs jobs again is told: the jobs, and what happens afterwards. */
export interface RerunSlot {
  readonly from: RerunInput['from']
  /** The source of the one job, where it is not seen beside the strip. */
  readonly about?: string
  /** The connection of the jobs; null when they may be of several. */
  readonly connectionId: string | null
  /** The strip was opened in order to run them with another workflow: its field takes the focus. */
  readonly choosesWorkflow?: boolean
  readonly onClose: () => void
  /** Called after the strip was closed; without it the first of the new runs is shown. */
  readonly onStarted?: (runs: readonly Run[]) => void
}

/** Draws the strip that runs jobs again, which says first what would be sent and billed. */
export type RenderRerun = (slot: RerunSlot) => ReactNode
