import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Settings } from '#shared/model/settings.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import { packPlan, planDraft, type PlanChoice } from './draft-plan.ts'
import type { DraftItem } from './draft-item.ts'

type ExistingFile = ExistingResults['files'][number]

/** What the journal knows of the draft's items, by their ids. */
export interface ExistingById {
  readonly results: ReadonlySet<number>
  /** Items with a job that may have started: to run them may bill them twice. */
  readonly unclear: ReadonlySet<number>
  readonly files: ReadonlyMap<number, ExistingFile>
}

/** What was compared: the answer holds for just this. */
interface ComparedDraft {
  readonly items: readonly DraftItem[]
  readonly connectionId: string
  readonly workflowId: string
}

interface ExistingResultsStore {
  readonly compared: ComparedDraft | null
  readonly facts: ExistingById
  /** Why nothing could be compared: then nothing is skipped, and that is said. */
  readonly failed: AppError | null
  /** Run even what has a finished result. */
  readonly runAll: boolean
  /** Run even what may have started before. */
  readonly runUnclear: boolean
  /** Upload even files whose bytes are at the service. */
  readonly uploadAgain: boolean
  /** Compares the draft with the journal; the answer to an older question is dropped. */
  readonly compare: (what: ComparedDraft) => Promise<void>
  readonly setRunAll: (runAll: boolean) => void
  readonly setRunUnclear: (runUnclear: boolean) => void
  readonly setUploadAgain: (uploadAgain: boolean) => void
}

const NOTHING: ExistingById = { results: new Set(), unclear: new Set(), files: new Map() }

/** Results and uploads of before that the draft would repeat, and what the person wants of them. */
export const useExistingResults = create<ExistingResultsStore>()((set) => {
  /** The newest question: answers to earlier ones are dropped. */
  let latest: ComparedDraft | null = null
  return {
    compared: null,
    facts: NOTHING,
    failed: null,
    runAll: false,
    runUnclear: false,
    uploadAgain: false,
    async compare(what) {
      latest = what
      const { items, connectionId, workflowId } = what
      const plan = planDraft(items)
      const { sources } = await packPlan({ ...plan, list: plan.items })
      if (latest !== what) return
      const answer =
        sources.length === 0
          ? null
          : await request('runs.findExisting', { connectionId, workflowId, sources })
      if (latest !== what) return
      if (answer === null) set({ compared: what, facts: NOTHING, failed: null })
      else if (answer.ok)
        set({ compared: what, facts: toExistingById(answer.data, plan.items), failed: null })
      else set({ compared: what, facts: NOTHING, failed: answer.error })
    },
    setRunAll: (runAll) => set({ runAll }),
    setRunUnclear: (runUnclear) => set({ runUnclear }),
    setUploadAgain: (uploadAgain) => set({ uploadAgain }),
  }
})

/** The answer holds indexes into the sources that were compared; the screen needs the ids of their items. */
function toExistingById(
  { results, unclear, files }: ExistingResults,
  items: readonly DraftItem[],
): ExistingById {
  const findId = (index: number): number => items[index]?.id ?? -1
  return {
    results: new Set(results.map(findId)),
    unclear: new Set(unclear.map(findId)),
    files: new Map(files.map((file) => [findId(file.index), file])),
  }
}

interface PersonChoices {
  readonly runAll: boolean
  readonly runUnclear: boolean
  readonly uploadAgain: boolean
  readonly setting: Settings['knownFiles']
}

/** What the facts mean for the run, by the person's setting and choice. */
export function choosePlan(
  { results, unclear, files }: ExistingById,
  { runAll, runUnclear, uploadAgain, setting }: PersonChoices,
): PlanChoice {
  const again = setting === 'always' || (setting === 'ask' && uploadAgain)
  const skip = new Set([...(runAll ? [] : results), ...(runUnclear ? [] : unclear)])
  return {
    skip,
    // What is skipped is named by its handle all the same: that is how its result is found.
    handles: new Map(
      [...files].flatMap(([id, { handle }]): [number, string][] =>
        again && !skip.has(id) ? [] : [[id, handle]],
      ),
    ),
  }
}
