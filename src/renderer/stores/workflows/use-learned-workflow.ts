import { useEffect } from 'react'
import { request, subscribe } from '#renderer/client/index.ts'
import { useRequest } from '#renderer/lib/use-request.ts'
import { isEnd } from '#shared/model/job-state.ts'
import type { LearnedWorkflow } from '#shared/model/learned-workflow.ts'

/** Many jobs end within a second of a large run; the figures need not be newer than this, ms. */
const REFRESH_MS = 2000

/** What the history knows of a workflow, kept up to date while jobs of it end; null until it is known. */
export function useLearnedWorkflow(connectionId: string, id: string): LearnedWorkflow | null {
  const { data, refresh } = useRequest([connectionId, id], () =>
    request('workflows.learned', { connectionId, id }),
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const stop = subscribe('jobs.changed', ({ jobs, more }) => {
      const isConcerned =
        more ||
        jobs.some((job) => job.workflowId === id && job.connectionId === connectionId && isEnd(job.state))
      if (!isConcerned || timer !== null) return
      timer = setTimeout(() => {
        timer = null
        refresh()
      }, REFRESH_MS)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [connectionId, id, refresh])
  return data
}
