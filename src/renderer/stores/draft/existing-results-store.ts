import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Settings } from '#shared/model/settings.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import { packPlan, planDraft, type PlanChoice } from './draft-plan.ts'
import type { DraftItem } from './draft-item.ts'

type ExistingFile = ExistingResults['files'][number]

/** What the journal has of the items of the draft, by item id. */
export interface ExistingById {
  readonly results: ReadonlySet<number>
  /** Items with a job that may have started: running them may bill them twice. */
  readonly unclear: ReadonlySet<number>
  /** Items with a job that waits or runs: running them bills them twice. */
  readonly underWay: ReadonlySet<number>
  readonly files: ReadonlyMap<number, ExistingFile>
}

/** What was compared. The answer holds for this, and for nothing newer. */
interface ComparedDraft {
  readonly items: readonly DraftItem[]
  readonly connectionId: string
  readonly workflowId: string
}

interface ExistingResultsStore {
  readonly compared: ComparedDraft | null
  readonly facts: ExistingById
  /** Why the draft could not be compared; then nothing is skipped, and the screen says so. */
  readonly failed: AppError | null
  /** Also run items that have a finished result. */
  readonly runAll: boolean
  /** Also run items that may have started before. */
  readonly runUnclear: boolean
  /** Also run items of which a job is under way. */
  readonly runUnderWay: boolean
  /** Also upload files that were uploaded before. */
  readonly uploadAgain: boolean
  /** Compares the draft with the journal; the answer to an older question is dropped. */
  readonly compare: (what: ComparedDraft) => Promise<void>
  readonly setRunAll: (runAll: boolean) => void
  readonly setRunUnclear: (runUnclear: boolean) => void
  readonly setRunUnderWay: (runUnderWay: boolean) => void
  /** Forgets the answer: it is old, since jobs may have been made elsewhere. */
  readonly forget: () => void
  readonly setUploadAgain: (uploadAgain: boolean) => void
}

const NOTHING: ExistingById = {
  results: new Set(),
  unclear: new Set(),
  underWay: new Set(),
  files: new Map(),
}

/** Earlier results and uploads that the draft would repeat, and what the person chose to do about them. */
export const useExistingResults = create<ExistingResultsStore>()((set) => {
  /** The newest question: answers to earlier ones are dropped. */
  let latest: ComparedDraft | null = null
  return {
    compared: null,
    facts: NOTHING,
    failed: null,
    runAll: false,
    runUnclear: false,
    runUnderWay: false,
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
    setRunUnderWay: (runUnderWay) => set({ runUnderWay }),
    forget() {
      latest = null
      set({ compared: null })
    },
    setUploadAgain: (uploadAgain) => set({ uploadAgain }),
  }
})

/** The answer holds indexes into the sources that were compared; the screen needs the ids of their items. */
function toExistingById(
  { results, unclear, underWay, files }: ExistingResults,
  items: readonly DraftItem[],
): ExistingById {
  const findId = (index: number): number => items[index]?.id ?? -1
  return {
    results: new Set(results.map(findId)),
    unclear: new Set(unclear.map(findId)),
    underWay: new Set(underWay.map(findId)),
    files: new Map(files.map((file) => [findId(file.index), file])),
  }
}

interface PersonChoices {
  readonly runAll: boolean
  readonly runUnclear: boolean
  readonly runUnderWay: boolean
  readonly uploadAgain: boolean
  readonly setting: Settings['knownFiles']
}

/** What to skip and what to reuse, by the setting and the choice of the person. */
export function choosePlan(
  { results, unclear, underWay, files }: ExistingById,
  { runAll, runUnclear, runUnderWay, uploadAgain, setting }: PersonChoices,
): PlanChoice {
  const again = setting === 'always' || (setting === 'ask' && uploadAgain)
  const skip = new Set([
    ...(runAll ? [] : results),
    ...(runUnclear ? [] : unclear),
    ...(runUnderWay ? [] : underWay),
  ])
  return {
    skip,
    // A skipped file is sent with its handle, too: main finds its result by the handle.
    handles: new Map(
      [...files].flatMap(([id, { handle }]): [number, string][] =>
        again && !skip.has(id) ? [] : [[id, handle]],
      ),
    ),
  }
}
