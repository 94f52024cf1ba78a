import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import type { RouteInput } from '#shared/ipc/contract.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { Result } from '#shared/model/result.ts'
import type { Workflow } from '#shared/model/workflow.ts'
import { shortenId } from '#shared/format/shorten.ts'
import type { TypedWorkflow } from './workflow-id.ts'

export { withoutRunUrl, readWorkflowId, type NoWorkflowId, type TypedWorkflow } from './workflow-id.ts'
export { findTypedOffer, readWholeId } from './typed-offer.ts'

interface WorkflowsStore {
  /** Workflows that were taken by their id in this session. */
  readonly taken: readonly Workflow[]
  /** Named workflows by connection, the last used first; absent until main has answered. */
  readonly lists: Readonly<Record<string, readonly Workflow[]>>
  /** What the person picked in this session, by connection. */
  readonly picked: Readonly<Record<string, string>>
  /** The text in the workflow field of a connection that is no workflow yet: until it is one, nothing can be run. */
  readonly pending: Readonly<Record<string, string | null>>
  readonly error: AppError | null
  readonly load: (connectionId: string) => Promise<void>
  readonly pick: (connectionId: string, id: string) => void
  readonly setPending: (connectionId: string, typed: string | null) => void
  /**
   * Takes a typed id: the workflow that has it, or a new one, which is called by its shortened id until it is named.
   * Main saves it; when that fails, the workflow can still be used until the window closes.
   */
  readonly take: (connectionId: string, typed: TypedWorkflow) => Workflow
  /** Adds, or gives another name. */
  readonly save: (connectionId: string, id: string, name: string) => Promise<Result<Workflow>>
  /** Saves what the person says of it. */
  readonly describe: (
    connectionId: string,
    id: string,
    change: Omit<RouteInput<'workflows.describe'>, 'connectionId' | 'id'>,
  ) => Promise<Result<Workflow>>
  readonly remove: (connectionId: string, id: string) => Promise<Result<null>>
}

/** The workflows by connection, as people named them: the service cannot list them. */
export const useWorkflows = create<WorkflowsStore>()((set, get) => ({
  taken: [],
  lists: {},
  picked: {},
  pending: {},
  error: null,
  async load(connectionId) {
    const answer = await request('workflows.list', { connectionId })
    if (!answer.ok) set({ error: answer.error })
    else
      set(({ lists, taken }) => ({
        error: null,
        lists: { ...lists, [connectionId]: withTaken(sortByLastUse(answer.data), taken, connectionId) },
      }))
  },
  pick: (connectionId, id) => set(({ picked }) => ({ picked: { ...picked, [connectionId]: id } })),
  setPending: (connectionId, typed) =>
    set(({ pending }) => ({ pending: { ...pending, [connectionId]: typed } })),
  take(connectionId, { id }) {
    const list = get().lists[connectionId] ?? NO_WORKFLOWS
    const same = list.find((other) => other.id.toLowerCase() === id.toLowerCase())
    if (same !== undefined) return same
    const workflow = { connectionId, id, name: shortenId(id), ...UNDESCRIBED }
    set(({ lists, taken }) => ({
      taken: [...taken, workflow],
      lists: { ...lists, [connectionId]: [...list, workflow] },
    }))
    void get().save(connectionId, id, workflow.name)
    return workflow
  },
  async save(connectionId, id, name) {
    const answer = await request('workflows.save', { connectionId, id, name })
    if (answer.ok) await get().load(connectionId)
    return answer
  },
  async describe(connectionId, id, change) {
    const answer = await request('workflows.describe', { connectionId, id, ...change })
    if (answer.ok) await get().load(connectionId)
    return answer
  },
  async remove(connectionId, id) {
    const answer = await request('workflows.remove', { connectionId, id })
    if (!answer.ok) return answer
    set(({ picked, taken }) => ({
      taken: taken.filter((other) => other.connectionId !== connectionId || other.id !== id),
      picked: Object.fromEntries(
        Object.entries(picked).filter(([of, was]) => of !== connectionId || was !== id),
      ),
    }))
    await get().load(connectionId)
    return answer
  },
}))

/** A workflow of which nobody said anything yet. */
const UNDESCRIBED = { lastUsedAt: null, note: null, taskNames: {}, seenChangeAt: null }

const NO_WORKFLOWS: readonly Workflow[] = []

/** The workflows of a connection; empty until they are loaded. */
export const useConnectionWorkflows = (connectionId: string): readonly Workflow[] =>
  useWorkflows((store) => store.lists[connectionId] ?? NO_WORKFLOWS)

/**
 * The workflow a run would use: the one picked, else the last used. On the Sandbox, where nothing is billed,
 * and when there is only one, the first is chosen before any was used.
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

/** A list from main, with the workflows that were taken just now and are not in it yet, so that none vanishes from the screen. */
function withTaken(
  list: readonly Workflow[],
  taken: readonly Workflow[],
  connectionId: string,
): readonly Workflow[] {
  const unknown = taken.filter(
    (workflow) => workflow.connectionId === connectionId && !list.some(({ id }) => id === workflow.id),
  )
  return [...list, ...unknown]
}
