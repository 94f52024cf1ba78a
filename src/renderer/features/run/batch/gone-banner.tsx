import { useRuns } from '#renderer/stores/runs/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'
import { jobWords } from '#shared/text/job.ts'
import type { SendRunCommand } from './use-run-command.ts'

const words = batchWords.gone

interface GoneBannerProps {
  readonly run: Run
  readonly sendCommand: SendRunCommand
  /** Shows them in the list. */
  readonly onShow: () => void
}

/** The jobs of a run that the service said it does not have any more: all of them can be asked for again. */
export function GoneBanner({ run, sendCommand, onShow }: GoneBannerProps) {
  const lookAgain = useRuns((store) => store.lookAgain)
  const { expired } = run.counts
  if (expired === 0) return null
  const look = (runId: string) => lookAgain({ kind: 'run', runId })
  return (
    <Banner
      tone="info"
      action={
        <span className="flex items-center gap-2">
          <Button small onClick={onShow}>
            {words.show}
          </Button>
          <Button small title={jobWords.lookAgainMeaning} onClick={() => sendCommand(look)}>
            {words.lookAgain}
          </Button>
        </span>
      }
    >
      {words.sentence(expired)}
    </Banner>
  )
}
