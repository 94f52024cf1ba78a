import type { ReactNode } from 'react'
import { RerunStrip } from '#renderer/features/rerun/index.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import { showRun } from './show-run.ts'

/** Runs jobs again in place, then shows the first of the new runs. */
export const renderRerun = (
  from: RerunInput['from'],
  connectionId: string | null,
  onClose: () => void,
): ReactNode => (
  <RerunStrip
    key={JSON.stringify(from)}
    from={from}
    connectionId={connectionId}
    onCancel={onClose}
    onStarted={([first]) => {
      onClose()
      if (first !== undefined) void showRun(first)
    }}
  />
)
