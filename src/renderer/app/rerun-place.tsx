import type { ReactNode } from 'react'
import { AgainStrip } from '#renderer/features/rerun/index.ts'
import type { RunAgainInput } from '#shared/ipc/runs.ts'
import { showRun } from './show-run.ts'

/** Runs jobs again in place, then shows the first of the new runs. */
export const renderAgain = (
  from: RunAgainInput['from'],
  connectionId: string | null,
  onClose: () => void,
): ReactNode => (
  <AgainStrip
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
