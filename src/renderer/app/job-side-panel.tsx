import { JobPanel } from '#renderer/features/job/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { renderRerun } from './render-rerun.tsx'
import { historyWords } from '#shared/text/history.ts'

const MIN_WIDTH_PX = 360
const DEFAULT_WIDTH_PX = 440
const MAX_WIDTH_PX = 720

interface JobSidePanelProps {
  readonly jobId: string
  readonly onClose: () => void
}

/** The panel of a job, beside a list. Its width is remembered. */
export function JobSidePanel({ jobId, onClose }: JobSidePanelProps) {
  const width = useSettings((store) => store.settings?.panelWidth ?? DEFAULT_WIDTH_PX)
  const set = useSettings((store) => store.set)
  return (
    <SidePanel
      label={historyWords.panel}
      resizeLabel={historyWords.resize}
      width={width}
      least={MIN_WIDTH_PX}
      most={MAX_WIDTH_PX}
      onWidth={(panelWidth) => void set({ panelWidth })}
    >
      <JobPanel
        jobId={jobId}
        onClose={onClose}
        onOpen={openJob}
        onUseAsSource={addAsSource}
        renderRerun={renderRerun}
      />
    </SidePanel>
  )
}

export const openJob = (jobId: string): void => useNavigation.getState().open({ name: 'job', jobId })

/** Adds an output file to the sources of the next run, and shows them. */
export function addAsSource(text: string): void {
  void useDraft.getState().addText(text)
  useNavigation.getState().open({ name: 'run' })
}
