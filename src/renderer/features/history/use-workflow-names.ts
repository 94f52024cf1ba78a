import { useEffect } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'

/** Asks for the workflow names that may be in the list, once each: of one connection, or of all. */
export function useLoadedWorkflowNames(only: string | undefined): void {
  const connections = useConnections((store) => store.list)
  useEffect(() => {
    const { lists, load } = useWorkflows.getState()
    for (const { id } of connections)
      if ((only === undefined || id === only) && lists[id] === undefined) void load(id)
  }, [connections, only])
}
