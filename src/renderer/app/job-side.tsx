import { JobPanel } from '#renderer/features/job/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { history } from '#shared/text/history.ts'

const LEAST = 360
const USUAL = 440
const MOST = 720

interface JobSideProps {
  readonly jobId: string
  readonly onClose: () => void
}

/** A job beside a list; its width is remembered. */
export function JobSide({ jobId, onClose }: JobSideProps) {
  const width = useSettings((store) => store.settings?.panelWidth ?? USUAL)
  const set = useSettings((store) => store.set)
  return (
    <SidePanel
      label={history.panel}
      resizeLabel={history.resize}
      width={width}
      least={LEAST}
      most={MOST}
      onWidth={(panelWidth) => void set({ panelWidth })}
    >
      <JobPanel jobId={jobId} onClose={onClose} onOpen={openJob} onUseAsSource={addAsSource} />
    </SidePanel>
  )
}

export const openJob = (jobId: string): void => useNavigation.getState().open({ name: 'job', jobId })

/** Puts a produced file among the sources of the next run, and shows them. */
export function addAsSource(text: string): void {
  void useDraft.getState().addText(text)
  useNavigation.getState().open({ name: 'run' })
}
