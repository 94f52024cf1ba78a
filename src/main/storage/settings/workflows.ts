import { z } from 'zod'
import { appError } from '#shared/errors/catalogue.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Workflow } from '#shared/model/workflow.ts'
import { openSettingsFile } from './settings-file.ts'

const fileSchema = z.object({
  version: z.literal(1),
  workflows: z.array(
    z.object({
      connectionId: z.string(),
      id: z.string(),
      name: z.string(),
      /** Unix ms. */
      lastUsedAt: z.number().nullable(),
      // Files of before have none of these.
      note: z.string().nullable().catch(null),
      taskNames: z.record(z.string(), z.string()).catch({}),
      seenChangeAt: z.number().nullable().catch(null),
    }),
  ),
})

interface WorkflowDescription {
  readonly note?: string | null | undefined
  readonly taskName?: { readonly key: string; readonly name: string } | undefined
  readonly seenChangeAt?: number | undefined
}

/** What nobody has described yet. */
const UNDESCRIBED = { lastUsedAt: null, note: null, taskNames: {}, seenChangeAt: null }

/** The workflows the person named, in `workflows.json`: the service cannot list them. */
export interface WorkflowStore {
  /** Of a connection; the last used first, the others in the order they were added. */
  list(connectionId: string): readonly Workflow[]
  /** Adds or renames. */
  save(workflow: Pick<Workflow, 'connectionId' | 'id' | 'name'>): Result<Workflow>
  /** Changes what is known of one that has a name; an empty name of a task removes it. */
  describe(connectionId: string, id: string, change: WorkflowDescription): Result<Workflow>
  remove(connectionId: string, id: string): Result<null>
  /** Removes the names of a connection that is removed. */
  removeAll(connectionId: string): Result<null>
  /** Stores when it was last run, if it has a name. */
  used(connectionId: string, id: string, at: number): Result<null>
  readonly notice: AppError | null
}

/** `initial` are the workflows of a new file. */
export function openWorkflows(
  folder: string,
  initial: readonly Pick<Workflow, 'connectionId' | 'id' | 'name'>[],
): WorkflowStore {
  const file = openSettingsFile(folder, {
    name: 'workflows',
    schema: fileSchema,
    initial: {
      version: 1 as const,
      workflows: initial.map((workflow) => ({ ...workflow, ...UNDESCRIBED })),
    },
    migrations: [],
  })
  const all = (): readonly Workflow[] => file.read().workflows
  const write = (workflows: readonly Workflow[]): Result<null> =>
    file.write({
      version: 1,
      workflows: workflows.map((workflow) => ({ ...workflow, taskNames: { ...workflow.taskNames } })),
    })
  const others = (connectionId: string, id: string): readonly Workflow[] =>
    all().filter((workflow) => workflow.connectionId !== connectionId || workflow.id !== id)
  const find = (connectionId: string, id: string): Workflow | undefined =>
    all().find((workflow) => workflow.connectionId === connectionId && workflow.id === id)
  const replaced = (old: Workflow, by: Workflow): readonly Workflow[] =>
    all().map((workflow) => (workflow === old ? by : workflow))
  return {
    list: (connectionId) =>
      all()
        .filter((workflow) => workflow.connectionId === connectionId)
        .toSorted((a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0)),
    save({ connectionId, id, name }) {
      const known = find(connectionId, id)
      const saved = { ...(known ?? UNDESCRIBED), connectionId, id, name }
      const written = write(known === undefined ? [...all(), saved] : replaced(known, saved))
      return written.ok ? ok(saved) : fail(written.error)
    },
    describe(connectionId, id, { note, taskName, seenChangeAt }) {
      const known = find(connectionId, id)
      if (known === undefined) return fail(appError('workflow.notNamed'))
      const described = {
        ...known,
        ...(note === undefined ? {} : { note }),
        ...(taskName === undefined ? {} : { taskNames: renameTask(known.taskNames, taskName) }),
        ...(seenChangeAt === undefined ? {} : { seenChangeAt }),
      }
      const written = write(replaced(known, described))
      return written.ok ? ok(described) : fail(written.error)
    },
    remove: (connectionId, id) => write(others(connectionId, id)),
    removeAll: (connectionId) => write(all().filter((workflow) => workflow.connectionId !== connectionId)),
    used(connectionId, id, at) {
      const workflow = find(connectionId, id)
      if (workflow === undefined) return ok(null)
      return write(replaced(workflow, { ...workflow, lastUsedAt: at }))
    },
    notice: file.notice,
  }
}

function renameTask(
  names: Workflow['taskNames'],
  { key, name }: { readonly key: string; readonly name: string },
): Workflow['taskNames'] {
  const others = Object.entries(names).filter(([known]) => known !== key)
  return Object.fromEntries(name === '' ? others : [...others, [key, name]])
}
