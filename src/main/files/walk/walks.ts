import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FoundFile, LeftOut, FoundFiles } from '#shared/model/found-file.ts'
import { beginsAsJsonList } from '#main/files/lists/json-list.ts'
import { LIST_ENDINGS } from '#main/files/lists/list-endings.ts'
import { createBatches } from './batches.ts'
import type { FileRegistry } from '#main/files/file-registry.ts'
import { walk, type Step } from './walk.ts'

/** Walks under way: each file they find is registered and sent to the page. */
export interface Walks {
  /** Begins to walk these paths; answers with the walk's id. */
  begin(paths: readonly string[]): string
  /** Sends no more of its files; its end is still sent. */
  stop(walkId: string): void
  /** The page is gone: no walk sends anything more. */
  clear(): void
}

interface Walking {
  readonly registry: FileRegistry
  /** Resolves when the message was sent, at most ten times a second. */
  readonly send: (found: FoundFiles) => Promise<void>
  readonly onBug: (cause: unknown) => void
}

/** Files and problems in one message. */
const MAX_STEPS_PER_MESSAGE = 2000

export function createWalks({ registry, send, onBug }: Walking): Walks {
  const underWay = new Map<string, 'wanted' | 'stopped'>()

  const run = async (walkId: string, paths: readonly string[]): Promise<void> => {
    const leftOut = { hidden: 0, system: 0, circular: 0 }
    const batches = createBatches<Exclude<Step, { readonly kind: 'leftOut' }>>({
      maxWeight: MAX_STEPS_PER_MESSAGE,
      async send(steps) {
        const lists = await findLists(steps)
        if (underWay.get(walkId) === 'wanted')
          await send(toWalkMessage(walkId, steps, lists, leftOut, registry))
      },
    })
    try {
      for await (const step of walk(paths)) {
        if (underWay.get(walkId) !== 'wanted') break
        if (step.kind === 'leftOut') leftOut[step.why] += 1
        else await batches.add(step)
      }
      await batches.end()
    } catch (cause) {
      onBug(cause)
    }
    if (underWay.has(walkId)) await send({ walkId, files: [], leftOut, problems: [], done: true })
    underWay.delete(walkId)
  }
  return {
    begin(paths) {
      const walkId = randomUUID()
      underWay.set(walkId, 'wanted')
      void run(walkId, paths)
      return walkId
    },
    stop(walkId) {
      if (underWay.has(walkId)) underWay.set(walkId, 'stopped')
    },
    clear: () => underWay.clear(),
  }
}

/** The paths that may be meant as lists of sources. */
async function findLists(steps: readonly Step[]): Promise<ReadonlySet<string>> {
  const lists = new Set<string>()
  for (const step of steps) {
    if (step.kind !== 'file') continue
    const ending = extname(step.path).toLowerCase()
    const isList = LIST_ENDINGS.has(ending) && (ending !== '.json' || (await beginsAsJsonList(step.path)))
    if (isList) lists.add(step.path)
  }
  return lists
}

function toWalkMessage(
  walkId: string,
  steps: readonly Exclude<Step, { readonly kind: 'leftOut' }>[],
  lists: ReadonlySet<string>,
  leftOut: LeftOut,
  registry: FileRegistry,
): FoundFiles {
  const files: FoundFile[] = []
  const problems: { readonly path: string; readonly error: AppError }[] = []
  for (const step of steps) {
    if (step.kind === 'problem') problems.push({ path: step.path, error: step.error })
    else {
      const { path, name, size, mtimeMs } = step
      files.push({ id: registry.add(step), path, name, size, mtimeMs, mayBeList: lists.has(path) })
    }
  }
  return { walkId, files, leftOut: { ...leftOut }, problems, done: false }
}
