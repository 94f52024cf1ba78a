import { toast } from '#renderer/stores/toast/index.ts'
import { findFirstJob } from '#renderer/stores/jobs/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import type { Run } from '#shared/model/run.ts'
import { historyWords } from '#shared/text/history.ts'

/** Says that a job runs again, and offers to show the new one. The list stays where it is. */
export async function notifyRerun(run: Run): Promise<void> {
  const job = await findFirstJob(run.id)
  toast({
    text: historyWords.rerunStarted,
    tone: 'info',
    ...(job !== null && {
      action: {
        label: historyWords.show,
        onClick: () => useNavigation.getState().open({ name: 'job', jobId: job.id }),
      },
    }),
  })
}
