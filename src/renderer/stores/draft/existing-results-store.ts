import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Settings } from '#shared/model/settings.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import { NO_CHOICE, packedPlan, planOf, type Choice } from './draft-plan.ts'
import type { DraftItem } from './draft-item.ts'

type KnownFile = ExistingResults['files'][number]

/** What the journal knows of the draft's items, by their ids. */
export interface KnownFacts {
  readonly results: ReadonlySet<number>
  readonly files: ReadonlyMap<number, KnownFile>
}

/** What was compared: the answer holds for just this. */
interface Compared {
  readonly items: readonly DraftItem[]
  readonly connectionId: string
  readonly workflowId: string
}

interface KnownStore {
  readonly of: Compared | null
  readonly facts: KnownFacts
  /** Why nothing could be compared: then nothing is skipped, and that is said. */
  readonly failed: AppError | null
  /** Run even what has a finished result. */
  readonly runAll: boolean
  /** Upload even what is there. */
  readonly uploadAgain: boolean
  /** Compares the draft with the journal; an older question's answer is not taken. */
  readonly compare: (what: Compared) => Promise<void>
  readonly setRunAll: (runAll: boolean) => void
  readonly setUploadAgain: (uploadAgain: boolean) => void
}

const NOTHING: KnownFacts = { results: new Set(), files: new Map() }
let asked: Compared | null = null

/** Results and uploads of before that the draft would repeat, and what the person wants of them. */
export const useKnown = create<KnownStore>()((set) => ({
  of: null,
  facts: NOTHING,
  failed: null,
  runAll: false,
  uploadAgain: false,
  async compare(what) {
    asked = what
    const { items, connectionId, workflowId } = what
    const plan = planOf(items)
    const { sources } = await packedPlan(plan)
    if (asked !== what) return
    const answer =
      sources.length === 0 ? null : await request('runs.findExisting', { connectionId, workflowId, sources })
    if (asked !== what) return
    if (answer === null) set({ of: what, facts: NOTHING, failed: null })
    else if (answer.ok) set({ of: what, facts: factsOf(answer.data, plan.items), failed: null })
    else set({ of: what, facts: NOTHING, failed: answer.error })
  },
  setRunAll: (runAll) => set({ runAll }),
  setUploadAgain: (uploadAgain) => set({ uploadAgain }),
}))

/** The answer names places among the sources asked about: the items that were run then. */
function factsOf({ results, files }: ExistingResults, items: readonly DraftItem[]): KnownFacts {
  const idAt = (index: number): number => items[index]?.id ?? -1
  return {
    results: new Set(results.map(idAt)),
    files: new Map(files.map((file) => [idAt(file.index), file])),
  }
}

interface Wishes {
  readonly runAll: boolean
  readonly uploadAgain: boolean
  readonly setting: Settings['knownFiles']
}

/** What the facts mean for the run, by the person's setting and choice. */
export function choiceOf({ results, files }: KnownFacts, { runAll, uploadAgain, setting }: Wishes): Choice {
  const again = setting === 'always' || (setting === 'ask' && uploadAgain)
  return {
    skip: runAll ? NO_CHOICE.skip : results,
    handles: again
      ? NO_CHOICE.handles
      : new Map([...files].map(([id, { handle }]): [number, string] => [id, handle])),
  }
}
