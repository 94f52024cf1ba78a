import { useEffect, useState } from 'react'
import { subscribe } from '#renderer/client/index.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import type { Job } from '#shared/model/job.ts'

/** Whether a result with output files that are not kept here has come, while this is asked. */
export function useFilesVanish(isAsked: boolean): boolean {
  const [doVanish, setVanish] = useState(false)
  useEffect(() => {
    if (!isAsked) return undefined
    return subscribe('jobs.changed', ({ jobs }) => {
      if (jobs.some(hasFilesToLose)) setVanish(true)
    })
  }, [isAsked])
  return doVanish
}

/** Those of the Sandbox are made up: nothing is lost with them. */
const hasFilesToLose = ({ files, connectionId }: Job): boolean =>
  connectionId !== SANDBOX_ID && files !== null && files.kept < files.total
