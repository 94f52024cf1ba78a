import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { Result } from '#shared/model/result.ts'
import type { Workflow } from '#shared/model/workflow.ts'

export {
  shortenId,
  withoutRunUrl,
  readWorkflowId,
  type NoWorkflowId,
  type TypedWorkflow,
} from './workflow-id.ts'

interface WorkflowsStore {
  /** Named workflows by connection, the last used first; absent until main has answered. */
  readonly lists: Readonly<Record<string, readonly Workflow[]>>
  /** What the person picked in this session, by connection. */
  readonly picked: Readonly<Record<string, string>>
  readonly error: AppError | null
  readonly load: (connectionId: string) => Promise<void>
  readonly pick: (connectionId: string, id: string) => void
  /** Adds, or gives another name. */
  readonly save: (connectionId: string, id: string, name: string) => Promise<Result<Workflow>>
  readonly remove: (connectionId: string, id: string) => Promise<Result<null>>
}

/** The workflows people named, by connection: the service cannot list them. */
export const useWorkflows = create<WorkflowsStore>()((set, get) => ({
  lists: {},
  picked: {},
  error: null,
  async load(connectionId) {
    const answer = await request('workflows.list', { connectionId })
    if (!answer.ok) set({ error: answer.error })
    else
      set(({ lists }) => ({ error: null, lists: { ...lists, [connectionId]: sortByLastUse(answer.data) } }))
  },
  pick: (connectionId, id) => set(({ picked }) => ({ picked: { ...picked, [connectionId]: id } })),
  async save(connectionId, id, name) {
    const answer = await request('workflows.save', { connectionId, id, name })
    if (answer.ok) await get().load(connectionId)
    return answer
  },
  async remove(connectionId, id) {
    const answer = await request('workflows.remove', { connectionId, id })
    if (!answer.ok) return answer
    set(({ picked }) => ({
      picked: Object.fromEntries(
        Object.entries(picked).filter(([of, was]) => of !== connectionId || was !== id),
      ),
    }))
    await get().load(connectionId)
    return answer
  },
}))

const NO_WORKFLOWS: readonly Workflow[] = []

/** The workflows of a connection; empty until they are loaded. */
export const useWorkflowsOf = (connectionId: string): readonly Workflow[] =>
  useWorkflows((store) => store.lists[connectionId] ?? NO_WORKFLOWS)

/**
 * The workflow a run would use: the one picked, else the last used. On the Sandbox, where nothing is billed,
 * and where there is only one, the first stands ready before any was used.
 */
export const useChosenWorkflow = (connection: Connection | undefined): Workflow | undefined =>
  useWorkflows((store) =>
    connection === undefined
      ? undefined
      : chooseWorkflow(
          store.lists[connection.id] ?? NO_WORKFLOWS,
          store.picked[connection.id],
          connection.sandbox,
        ),
  )

export function chooseWorkflow(
  list: readonly Workflow[],
  picked: string | undefined,
  sandbox: boolean,
): Workflow | undefined {
  const found = list.find((workflow) => workflow.id === picked)
  if (found !== undefined) return found
  const [first] = list
  return first !== undefined && (first.lastUsedAt !== null || sandbox || list.length === 1)
    ? first
    : undefined
}

/** The last used first; those never used stay in the order main gave. */
function sortByLastUse(list: readonly Workflow[]): readonly Workflow[] {
  return list.toSorted((a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0))
}
