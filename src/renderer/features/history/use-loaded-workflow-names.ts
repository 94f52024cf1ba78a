import { useEffect } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'

/** Loads the workflow names that a list of jobs may show, once for each connection: of one connection, or of all. */
export function useLoadedWorkflowNames(connectionId: string | undefined): void {
  const connections = useConnections((store) => store.list)
  useEffect(() => {
    const { lists, load } = useWorkflows.getState()
    for (const { id } of connections)
      if ((connectionId === undefined || id === connectionId) && lists[id] === undefined) void load(id)
  }, [connections, connectionId])
}
