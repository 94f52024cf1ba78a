import { toast } from '#renderer/stores/toast/index.ts'
import { rerunJob } from '#renderer/stores/jobs/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import type { Job } from '#shared/model/job.ts'
import { historyWords } from '#shared/text/history.ts'

/** Runs a job again as a new one, and offers in a toast to show the new one. */
export async function rerunAndNotify(job: Job): Promise<void> {
  const answer = await rerunJob(job.id)
  if (!answer.ok) {
    toast({ text: answer.error.message, tone: 'error' })
    return
  }
  const { id } = answer.data
  toast({
    text: historyWords.rerunStarted,
    tone: 'info',
    action: {
      label: historyWords.show,
      onClick: () => useNavigation.getState().open({ name: 'job', jobId: id }),
    },
  })
}
