import { useEffect } from 'react'
import type { Job } from '#shared/model/job.ts'
import { useWorkflows } from './index.ts'

const NO_NAMES: Readonly<Record<string, string>> = {}

/** What the person calls the tasks of a job's workflow, by their keys. */
export function useTaskNames({
  connectionId,
  workflowId,
}: Pick<Job, 'connectionId' | 'workflowId'>): Readonly<Record<string, string>> {
  const list = useWorkflows((store) => store.lists[connectionId])
  useEffect(() => {
    if (list === undefined) void useWorkflows.getState().load(connectionId)
  }, [list, connectionId])
  return list?.find(({ id }) => id === workflowId)?.taskNames ?? NO_NAMES
}
